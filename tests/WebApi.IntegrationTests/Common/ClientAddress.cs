using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace MySaas.WebApi.IntegrationTests.Common;

/// <summary>The in-memory server has no network, so a header says where a request comes from; the program does not see it.</summary>
internal sealed class ClientAddress : IStartupFilter
{
    public const string Header = "Test-Client-Address";
    public const string Default = "192.0.2.1";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, rest) =>
        {
            if (context.Request.Headers.Remove(Header, out var address) && context.Connection.RemoteIpAddress is null)
                context.Connection.RemoteIpAddress = IPAddress.Parse(address.ToString());
            return rest(context);
        });
        next(app);
    };
}
