using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Files;
using MySaas.Infrastructure.Common;

namespace MySaas.Infrastructure.Files;

public static class FilesSetup
{
    public static IServiceCollection AddFiles(this IServiceCollection services, SettingsReader settings)
    {
        settings.Bind<FilesOptions>(services, "Files");
        var options = settings.Bind<StorageOptions>(services, "Storage", storage => Check(settings, storage));
        services.AddSingleton<IFileStorage>(new LocalFileStorage(options.Local.Root));
        return services.AddScoped<FileIntake>();
    }

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
}
