using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Billing;
using MySaas.Application.Files;
using MySaas.Infrastructure.Common;
using MySaas.Infrastructure.Files.Images;
using MySaas.Infrastructure.Files.Malware;

namespace MySaas.Infrastructure.Files;

public static class FilesSetup
{
    public static IServiceCollection AddFiles(this IServiceCollection services, SettingsReader settings)
    {
        settings.Bind<FilesOptions>(services, "Files");
        var options = settings.Bind<StorageOptions>(services, "Storage", storage => Check(settings, storage));
        services.AddSingleton<IFileStorage>(new LocalFileStorage(options.Local.Root));
        services.AddScoped<FileIntake>();
        services.AddScoped<FileBytes>();
        services.AddScoped<Processing>();
        services.AddScoped<ClosedUpload>();
        services.AddScoped<DownloadTrail>();
        services.AddScoped<IUsageSource, FilesUsage>();
        services.AddScoped<IFileInventory, FileInventory>();
        services.AddSingleton<IFileLinks, FileLinks>();
        services.AddSingleton<IImageCleaner, ImageCleaner>();
        AddThumbnails(services);
        return services.AddScanners(settings);
    }

    private static IServiceCollection AddScanners(this IServiceCollection services, SettingsReader settings)
    {
        var malware = settings.Bind<MalwareOptions>(services, "Malware", options => Check(settings, options));
        services.AddSingleton(_ => SignatureList.Load(malware.SignatureFile));
        services.AddSingleton<IMalwareScanner, SignatureScanner>();
        if (malware.ClamAv.Host.Length > 0)
            services.AddSingleton<IMalwareScanner>(sp => new ClamAvScanner(malware.ClamAv, sp.GetRequiredService<TimeProvider>()));
        return services;
    }

    // In a method of its own that is not inlined: Skia is loaded by the first image, not by the start.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddThumbnails(IServiceCollection services) => services.AddSingleton<IThumbnails, SkiaThumbnails>();

    private static void Check(SettingsReader settings, StorageOptions options)
    {
        try
        {
            LocalFileStorage.Probe(options.Local.Root);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            settings.Fault("Storage:Local:Root", "names a folder that cannot be written.");
        }
    }

    private static void Check(SettingsReader settings, MalwareOptions options)
    {
        try
        {
            if (options.SignatureFile is { Length: > 0 } path)
                _ = SignatureList.Load(path);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or ArgumentException or FormatException)
        {
            settings.Fault("Malware:SignatureFile", "names no file of signatures, one a line as Name=hexadecimal.");
        }
    }
}
