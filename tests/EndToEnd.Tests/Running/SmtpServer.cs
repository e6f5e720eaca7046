using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace MySaas.EndToEnd.Tests.Running;

/// <summary>A mail server as far as the product can tell: takes mails over SMTP and keeps them, or puts them off.</summary>
public sealed class SmtpServer : IMailbox, IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentQueue<Mail> _mails = [];
    private readonly ConcurrentQueue<string> _putOff = [];
    private readonly Task _listening;

    public SmtpServer()
    {
        _listener.Start();
        _listening = ListenAsync();
    }

    /// <summary>While true every mail is refused for now (451), after it was read to its end.</summary>
    public bool IsBusy { get; set; }

    /// <summary>The Message-IDs of the mails that were refused.</summary>
    public IReadOnlyList<string> PutOff => [.. _putOff];

    /// <summary>Settings of a node that delivers here, with a name and a password.</summary>
    public (string Name, string Value)[] Settings =>
    [
        ("Email__Provider", "Smtp"),
        ("Email__Smtp__Host", "127.0.0.1"),
        ("Email__Smtp__Port", $"{((IPEndPoint)_listener.LocalEndpoint).Port}"),
        ("Email__Smtp__Security", "None"),
        ("Email__Smtp__UserName", "postmaster-of-the-product"),
        ("Email__Smtp__Password", Password),
    ];

    public string Password => "smtp-hush-hush-password";

    public Task<IReadOnlyList<Mail>> MailsAsync(string to) =>
        Task.FromResult<IReadOnlyList<Mail>>([.. _mails.Where(mail => mail.To == to).Reverse()]);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _listening;
        _listener.Dispose();
        _closing.Dispose();
    }

    private async Task ListenAsync()
    {
        var conversations = new List<Task>();
        try
        {
            while (true)
                conversations.Add(ConverseAsync(await _listener.AcceptTcpClientAsync(_closing.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(conversations);
        }
    }

    private async Task ConverseAsync(TcpClient client)
    {
        using var _ = client;
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
        await using var writer = new StreamWriter(client.GetStream(), Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
        try
        {
            await writer.WriteLineAsync("220 ready");
            while (await reader.ReadLineAsync(_closing.Token) is { } command)
                await writer.WriteLineAsync(await AnswerAsync(command, reader, writer));
        }
        catch (Exception ended) when (ended is IOException or OperationCanceledException)
        {
            // The client went away, or the test is over.
        }
    }

    private async Task<string> AnswerAsync(string command, StreamReader reader, StreamWriter writer)
    {
        switch (command.Split(' ')[0].ToUpperInvariant())
        {
            case "EHLO":
                return "250-here\r\n250 AUTH PLAIN";
            case "AUTH":
                return command.EndsWith(Credentials(), StringComparison.Ordinal) ? "235 welcome" : "535 no";
            case "DATA":
                await writer.WriteLineAsync("354 go ahead");
                return Take(await ReadMessageAsync(reader));
            case "QUIT":
                return "221 bye";
            default:
                return "250 ok";
        }
    }

    private string Credentials() => Convert.ToBase64String(Encoding.ASCII.GetBytes($"\0postmaster-of-the-product\0{Password}"));

    private async Task<MimeMessage> ReadMessageAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(_closing.Token) is { } line && line != ".")
            text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        using var bytes = new MemoryStream(Encoding.Latin1.GetBytes(text.ToString()));
        return await MimeMessage.LoadAsync(bytes, _closing.Token);
    }

    private string Take(MimeMessage message)
    {
        var id = message.MessageId ?? throw new AssertionException("A mail without a Message-ID.");
        if (IsBusy)
        {
            _putOff.Enqueue(id);
            return "451 try again later";
        }

        _mails.Enqueue(new Mail(message.To.Mailboxes.Single().Address, message.Subject ?? "", message.TextBody ?? "", id));
        return "250 taken";
    }
}
