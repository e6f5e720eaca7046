using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace MySaas.Architecture.Tests;

/// <summary>The program as it starts in development, in process, on a database file of its own.</summary>
internal sealed class RunningProgram : WebApplicationFactory<Program>
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("mysaas-architecture-");

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting("ConnectionStrings:Default", $"Data Source={Path.Combine(_data.FullName, "test.db")};Pooling=False");
        builder.UseSetting("Storage:Local:Root", Path.Combine(_data.FullName, "files"));
        builder.UseSetting("Auth:SigningKeys:0", Convert.ToBase64String(new byte[32]));
        builder.UseSetting("Serilog:MinimumLevel:Default", "Error");
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _data.Delete(recursive: true);
    }
}
