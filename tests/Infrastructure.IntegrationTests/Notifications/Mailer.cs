using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using MySaas.Application.Notifications;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Notifications;

namespace MySaas.Infrastructure.IntegrationTests.Notifications;

/// <summary>One node's way to a mail server: its connections, its breaker, and a clock that the test moves.</summary>
internal sealed class Mailer : IAsyncDisposable
{
    public static readonly EmailTemplates Templates = new();

    private readonly LoggerFactory _logging;
    private readonly SmtpConnectionPool _connections;
    private readonly SmtpEmailSender _sender;

    public Mailer(
        int port, SmtpSecurity security = SmtpSecurity.None, string password = "", int maxConnections = 4, int timeoutSeconds = 30,
        string from = "MySaas <no-reply@example.com>")
    {
        var options = new EmailOptions
        {
            Provider = EmailProvider.Smtp,
            From = from,
            Smtp = new()
            {
                Host = "127.0.0.1",
                Port = port,
                Security = security,
                UserName = password.Length > 0 ? "product" : "",
                Password = password,
                MaxConnections = maxConnections,
                Timeout = TimeSpan.FromSeconds(timeoutSeconds),
            },
        };
        _logging = new LoggerFactory([Log]);
        _connections = new SmtpConnectionPool(options.Smtp, Clock);
        _sender = new SmtpEmailSender(
            options, Templates, _connections, new SmtpBreaker(options.Smtp, Clock, _logging.CreateLogger<SmtpBreaker>()), Clock);
    }

    public FakeTimeProvider Clock { get; } = new(Node.Monday);

    public MemoryLog Log { get; } = new();

    public static SendEmail MailTo(string address) => new(address, "password-changed", new Dictionary<string, string>
    {
        ["productName"] = "MySaas",
        ["displayName"] = "Ada Löfgren 李",
        ["at"] = "2 March 2026, 08:00 UTC",
    });

    public Task SendAsync(string to, Guid? messageId = null, CancellationToken ct = default) =>
        _sender.SendAsync(MailTo(to), messageId ?? Guid.CreateVersion7(), ct);

    public async ValueTask DisposeAsync()
    {
        await _connections.DisposeAsync();
        _logging.Dispose();
    }
}
