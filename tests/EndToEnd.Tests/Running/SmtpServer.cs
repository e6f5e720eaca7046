using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace MySaas.EndToEnd.Tests.Running;

/// <summary>A mail server as far as the product can tell: takes mails over SMTP and keeps them, or makes trouble.</summary>
public sealed class SmtpServer : IMailbox, IAsyncDisposable
{
    private readonly ConcurrentQueue<Mail> _mails = [];
    private readonly ConcurrentQueue<string> _putOff = [];
    private readonly ConcurrentQueue<string> _unanswered = [];
    private readonly int _port = Ports.Free();
    private SmtpTrouble _trouble;
    private CancellationTokenSource _closing = new();
    private Task _listening;

    public SmtpServer() => _listening = Open();

    /// <summary>While true every mail is refused for now (451), after it was read to its end.</summary>
    public bool IsBusy { get; set; }

    /// <summary>Addresses that the server knows nothing of: mails to them are refused for good (550).</summary>
    public IReadOnlyCollection<string> Unknown { get; init; } = [];

    /// <summary>The Message-IDs of the mails that were refused for now.</summary>
    public IReadOnlyList<string> PutOff => [.. _putOff];

    /// <summary>The Message-IDs of the mails that were read to their end and got no answer.</summary>
    public IReadOnlyList<string> Unanswered => [.. _unanswered];

    /// <summary>All mails taken, oldest first.</summary>
    public IReadOnlyList<Mail> Mails => [.. _mails];

    /// <summary>Settings of a node that delivers here, with a name and a password.</summary>
    public (string Name, string Value)[] Settings =>
    [
        ("Email__Provider", "Smtp"),
        ("Email__Smtp__Host", "127.0.0.1"),
        ("Email__Smtp__Port", $"{_port}"),
        ("Email__Smtp__Security", "None"),
        ("Email__Smtp__UserName", "postmaster-of-the-product"),
        ("Email__Smtp__Password", Password),
    ];

    public string Password => "smtp-hush-hush-password";

    public Task<IReadOnlyList<Mail>> MailsAsync(string to) =>
        Task.FromResult<IReadOnlyList<Mail>>([.. _mails.Where(mail => mail.To == to).Reverse()]);

    /// <summary>From now on; conversations under way end, but for those that wait for an answer until the trouble ends.</summary>
    public async Task ChangeAsync(SmtpTrouble trouble)
    {
        _trouble = trouble;
        await CloseAsync();
        if (trouble is not SmtpTrouble.Closed)
            _listening = Open();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _closing.Dispose();
    }

    private Task Open()
    {
        _closing = new CancellationTokenSource();
        var listener = new TcpListener(IPAddress.Loopback, _port);
        listener.Start();
        return ListenAsync(listener, _closing.Token);
    }

    private async Task CloseAsync()
    {
        await _closing.CancelAsync();
        await _listening;
    }

    private async Task ListenAsync(TcpListener listener, CancellationToken closing)
    {
        using var _ = listener;
        var conversations = new List<Task>();
        try
        {
            while (true)
                conversations.Add(ConverseAsync(await listener.AcceptTcpClientAsync(closing), closing));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(conversations);
        }
    }

    private async Task ConverseAsync(TcpClient client, CancellationToken closing)
    {
        using var _ = client;
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
        await using var writer = new StreamWriter(client.GetStream(), Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
        try
        {
            if (_trouble is SmtpTrouble.Silent)
                await Task.Delay(Timeout.Infinite, closing);
            await writer.WriteLineAsync(_trouble is SmtpTrouble.HangsUp ? "421 not now" : "220 ready");
            while (_trouble is not SmtpTrouble.HangsUp && await reader.ReadLineAsync(closing) is { } command)
                await writer.WriteLineAsync(await AnswerAsync(command, reader, writer, closing));
        }
        catch (Exception ended) when (ended is IOException or OperationCanceledException)
        {
            // The client went away, the server closes, or the test is over.
        }
    }

    private async Task<string> AnswerAsync(string command, StreamReader reader, StreamWriter writer, CancellationToken closing)
    {
        switch (command.Split(' ')[0].ToUpperInvariant())
        {
            case "EHLO":
                return "250-here\r\n250 AUTH PLAIN";
            case "AUTH":
                return command.EndsWith(Credentials(), StringComparison.Ordinal) ? "235 welcome" : "535 no";
            case "RCPT":
                return Unknown.Any(address => command.Contains($"<{address}>", StringComparison.OrdinalIgnoreCase)) ? "550 nobody here" : "250 ok";
            case "DATA":
                await writer.WriteLineAsync("354 go ahead");
                return await TakeAsync(await ReadMessageAsync(reader, closing), closing);
            case "QUIT":
                return "221 bye";
            default:
                return "250 ok";
        }
    }

    private string Credentials() => Convert.ToBase64String(Encoding.ASCII.GetBytes($"\0postmaster-of-the-product\0{Password}"));

    private static async Task<MimeMessage> ReadMessageAsync(StreamReader reader, CancellationToken closing)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(closing) is { } line && line != ".")
            text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        using var bytes = new MemoryStream(Encoding.Latin1.GetBytes(text.ToString()));
        return await MimeMessage.LoadAsync(bytes, closing);
    }

    private async Task<string> TakeAsync(MimeMessage message, CancellationToken closing)
    {
        var id = message.MessageId ?? throw new AssertionException("A mail without a Message-ID.");
        if (IsBusy)
        {
            _putOff.Enqueue(id);
            return "451 try again later";
        }

        if (_trouble is SmtpTrouble.SilentAfterData)
        {
            _unanswered.Enqueue(id);
            await Task.Delay(Timeout.Infinite, closing);
        }

        _mails.Enqueue(new Mail(message.To.Mailboxes.Single().Address, message.Subject ?? "", message.TextBody ?? "", id));
        return "250 taken";
    }
}
