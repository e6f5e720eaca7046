using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using MySaas.Application.Common;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Jobs;
using MySaas.Infrastructure.Notifications;

namespace MySaas.Infrastructure.IntegrationTests.Notifications;

/// <summary>When the server is left alone, for how long, and who tries it again.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class SmtpBreakerTests : IDisposable
{
    private static readonly EmailOptions.SmtpOptions Settings = new();

    private readonly FakeTimeProvider _clock = new(Node.Monday);
    private readonly MemoryLog _log = new();
    private readonly LoggerFactory _logging;
    private readonly SmtpBreaker _breaker;
    private int _tries;

    public SmtpBreakerTests()
    {
        _logging = new LoggerFactory([_log]);
        _breaker = new SmtpBreaker(Settings, _clock, _logging.CreateLogger<SmtpBreaker>());
    }

    public void Dispose() => _logging.Dispose();

    [Test]
    public async Task After_three_failures_in_a_row_nobody_tries_and_all_are_put_off_to_the_same_time()
    {
        await FailAsync(3);
        var opened = _clock.GetUtcNow();
        _clock.Advance(TimeSpan.FromSeconds(5));

        var first = await PutOffAsync(Sent);
        _clock.Advance(TimeSpan.FromSeconds(5));
        var second = await PutOffAsync(Sent);

        Assert.That(_tries, Is.EqualTo(3));
        Assert.That(first.Until, Is.EqualTo(opened + Settings.OutagePause));
        Assert.That(second.Until, Is.EqualTo(first.Until));
    }

    [Test]
    public async Task A_failure_alone_puts_off_its_own_mail_only()
    {
        var failed = await PutOffAsync(HostIsDown);

        await _breaker.RunAsync(Sent, CancellationToken.None);

        Assert.That(failed.Until, Is.EqualTo(Node.Monday + Settings.OutagePause));
        Assert.That(_tries, Is.EqualTo(2));
    }

    [Test]
    public async Task The_pauses_double_up_to_the_longest()
    {
        await FailAsync(3);
        var pauses = new List<double>();

        for (var probe = 0; probe < 6; probe++)
        {
            var until = (await PutOffAsync(HostIsDown)).Until;
            pauses.Add((until - _clock.GetUtcNow()).TotalSeconds);
            _clock.SetUtcNow(until);
            await PutOffAsync(HostIsDown);
        }

        Assert.That(pauses, Is.EqualTo(new double[] { 15, 30, 60, 120, 120, 120 }));
        Assert.That(_tries, Is.EqualTo(3 + 6));
    }

    [Test]
    public async Task An_outage_is_two_lines_in_the_log_however_many_mails_wait()
    {
        await FailAsync(3);
        for (var round = 0; round < 3; round++)
        {
            await FailAsync(10);
            _clock.Advance(Settings.MaxOutagePause);
        }

        await _breaker.RunAsync(Sent, CancellationToken.None);

        Assert.That(_log.Lines, Has.Count.EqualTo(2));
        Assert.That(_log.Lines.First(), Does.StartWith("Warning Mails wait: The mail server cannot be used (SocketException)."));
        Assert.That(_log.Lines.Last(), Does.StartWith("Information The mail server works again; mails waited for 00:06:00"));
    }

    [Test]
    public async Task A_mail_that_makes_the_server_hang_up_does_not_stop_the_others()
    {
        for (var round = 0; round < 10; round++)
        {
            Assert.That(() => _breaker.RunAsync(Poison, CancellationToken.None), Throws.TypeOf<EmailDeliveryException>());
            await _breaker.RunAsync(Sent, CancellationToken.None);
            await _breaker.RunAsync(Sent, CancellationToken.None);
        }

        Assert.That(_tries, Is.EqualTo(30));
        Assert.That(_log.Lines, Is.Empty);
    }

    [Test]
    public async Task Refused_mails_speak_for_the_server()
    {
        for (var mail = 0; mail < 10; mail++)
            Assert.That(() => _breaker.RunAsync(Refused, CancellationToken.None), Throws.TypeOf<PermanentFailureException>());

        await FailAsync(20);
        _clock.Advance(Settings.OutagePause);
        Assert.That(() => _breaker.RunAsync(Refused, CancellationToken.None), Throws.TypeOf<PermanentFailureException>());

        await _breaker.RunAsync(Sent, CancellationToken.None);
        Assert.That(_log.Lines.Last(), Does.Contain("works again"));
    }

    private async Task FailAsync(int mails)
    {
        for (var mail = 0; mail < mails; mail++)
            await PutOffAsync(HostIsDown);
    }

    private async Task<PostponedException> PutOffAsync(Func<CancellationToken, Task> send)
    {
        PostponedException? putOff = null;
        try
        {
            await _breaker.RunAsync(send, CancellationToken.None);
        }
        catch (PostponedException thrown)
        {
            putOff = thrown;
        }

        return putOff ?? throw new AssertionException("The mail was not put off.");
    }

    private Task Sent(CancellationToken ct) => Try(null);

    private Task HostIsDown(CancellationToken ct) => Try(new MailHostException("The mail server cannot be used (SocketException)."));

    private Task Poison(CancellationToken ct) => Try(new EmailDeliveryException("The mail server gave no answer.", doubtsHost: true));

    private Task Refused(CancellationToken ct) => Try(new PermanentFailureException("No such mailbox."));

    private Task Try(Exception? failure)
    {
        _tries++;
        return failure is null ? Task.CompletedTask : Task.FromException(failure);
    }
}
