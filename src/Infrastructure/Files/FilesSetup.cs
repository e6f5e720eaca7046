using System.Runtime.CompilerServices;
using Amazon.S3;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Billing;
using MySaas.Application.Files;
using MySaas.Infrastructure.Common;
using MySaas.Infrastructure.Files.Images;
using MySaas.Infrastructure.Files.Malware;
using MySaas.Infrastructure.Files.S3;

namespace MySaas.Infrastructure.Files;

public static class FilesSetup
{
    public static IServiceCollection AddFiles(this IServiceCollection services, SettingsReader settings)
    {
        var files = settings.Bind<FilesOptions>(services, "Files");
        var storage = settings.Bind<StorageOptions>(services, "Storage", options => Check(settings, options, files));
        if (storage.Provider is StorageProvider.S3)
            services.AddS3(storage.S3);
        else
            services.AddSingleton<IFileStorage>(new LocalFileStorage(storage.Local.Root)).AddScoped<IDirectUploads, LocalDirectUploads>();
        services.AddScoped<AllowedTypes>();
        services.AddScoped<FileIntake>();
        services.AddScoped<DirectIntake>();
        services.AddScoped<FileBytes>();
        services.AddScoped<PackedBytes>();
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

    // In a method of its own that is not inlined: Amazon's client is loaded by who uses it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddS3(this IServiceCollection services, StorageOptions.S3Options options)
    {
        services.AddSingleton(_ => S3Setup.Connect(options));
        services.AddSingleton<IFileStorage>(sp => new S3FileStorage(sp.GetRequiredService<IAmazonS3>(), options));
        services.AddSingleton<IDirectUploads>(sp => new S3DirectUploads(sp.GetRequiredService<IAmazonS3>(), options));
        if (options.RedirectDownloads)
            services.AddSingleton<IDirectDownloads>(
                sp => new S3DirectDownloads(sp.GetRequiredService<IAmazonS3>(), options, sp.GetRequiredService<TimeProvider>()));
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

    private static void Check(SettingsReader settings, StorageOptions options, FilesOptions files)
    {
        if (options.Provider is StorageProvider.S3)
        {
            S3Setup.Check(settings, options.S3, files);
            return;
        }

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
