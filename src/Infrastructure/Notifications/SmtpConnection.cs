using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace MySaas.Infrastructure.Notifications;

/// <summary>A connection that takes mails, one at a time: encrypted as the settings say, and signed in.</summary>
internal sealed class SmtpConnection : IAsyncDisposable
{
    private const int QuitMilliseconds = 2000;

    private readonly Client _client;

    private SmtpConnection(Client client) => _client = client;

    /// <summary>It has been kept since an earlier mail, so that the server may have closed it.</summary>
    public bool IsKept { get; private set; }

    /// <summary>The server has taken the sender of the latest mail. Before that it has seen nothing of it.</summary>
    public bool HasTakenSender => _client.HasTakenSender;

    public bool IsOpen => _client.IsConnected;

    public DateTimeOffset IdleSince { get; private set; }

    /// <exception cref="MailHostException">The server cannot be reached or used.</exception>
    public static async Task<SmtpConnection> OpenAsync(EmailOptions.SmtpOptions options, TimeProvider clock, CancellationToken ct)
    {
        var client = new Client { Timeout = (int)options.Timeout.TotalMilliseconds };
        try
        {
            await ConnectAsync(client, options, clock, ct);
            if (options.UserName.Length > 0)
                await client.AuthenticateAsync(options.UserName, options.Password, ct);
            return new SmtpConnection(client);
        }
        catch (Exception failure)
        {
            client.Dispose();
            if (SmtpFailures.IsWhileOpening(failure))
                throw SmtpFailures.WhileOpening(failure);
            throw;
        }
    }

    public async Task SendAsync(MimeMessage message, CancellationToken ct)
    {
        _client.HasTakenSender = false;
        await _client.SendAsync(message, ct);
    }

    public void Keep(DateTimeOffset now) => (IsKept, IdleSince) = (true, now);

    /// <summary>Says goodbye, but does not wait long for an answer.</summary>
    public async ValueTask DisposeAsync()
    {
        using var client = _client;
        try
        {
            client.Timeout = QuitMilliseconds;
            await client.DisconnectAsync(quit: true);
        }
        catch (TimeoutException)
        {
            // All its mails are answered for: there is nothing left to lose.
        }
    }

    // The client's own timeout is for each answer; looking up the name of the server is under none.
    private static async Task ConnectAsync(SmtpClient client, EmailOptions.SmtpOptions options, TimeProvider clock, CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(options.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        try
        {
            await client.ConnectAsync(options.Host, options.Port, SecurityOf(options.Security), either.Token);
        }
        catch (OperationCanceledException late) when (timeout.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            throw new TimeoutException("The connection was not ready in time.", late);
        }
    }

    private static SecureSocketOptions SecurityOf(SmtpSecurity security) => security switch
    {
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.None,
    };

    private sealed class Client : SmtpClient
    {
        public bool HasTakenSender { get; set; }

        protected override void OnSenderAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) => HasTakenSender = true;
    }
}
