using MySaas.Infrastructure;
using MySaas.Infrastructure.Common;
using MySaas.WebApi.Auth;
using MySaas.WebApi.Common;
using MySaas.WebApi.Operations;

try
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = Paths.ContentRoot });
    var settings = new SettingsReader(builder.Configuration, builder.Environment);

    builder.AddLogs();
    var role = builder.Services.AddInfrastructure(settings);
    builder.AddEdge(settings, role);
    builder.Services.AddBearer();
    builder.Services.AddApi(builder.Environment);
    builder.AddOperations(settings, role);
    settings.EnsureFaultless();

    var app = builder.Build();
    if (Verbs.Find(args) is { } verb)
        return await verb(app);

    app.UseEdge();
    app.MapApi(role);
    app.MapOperations();
    await app.PrepareDevelopmentAsync();
    await app.RunAsync();
    return 0;
}
catch (SettingsException faulty)
{
    await Console.Error.WriteLineAsync($"These settings cannot be used:{Environment.NewLine}{faulty.Message}");
    return 1;
}
