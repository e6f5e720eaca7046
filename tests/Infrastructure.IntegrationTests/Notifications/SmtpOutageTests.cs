using MySaas.Application.Common;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Notifications;

namespace MySaas.Infrastructure.IntegrationTests.Notifications;

/// <summary>A server that goes away and comes back, and the one mail that finds out.</summary>
[TestFixture]
internal sealed class SmtpOutageTests : SmtpTests
{
    private static readonly EmailOptions.SmtpOptions Settings = new();
    private static readonly DateTimeOffset NextTry = Node.Monday + Settings.OutagePause;

    [Test]
    public async Task A_server_that_is_back_gets_its_mails_after_the_pause_and_not_before()
    {
        await using var mailer = new Mailer(Server.Port);
        await Server.OrderAsync("down", happens: "down");
        OpenBreaker(mailer);
        await Server.OrderAsync("up", happens: "up");

        ShouldBePutOff(mailer.SendAsync("ada@example.com"), NextTry);
        Assert.That(Server.Opened, Is.Zero);
        mailer.Clock.SetUtcNow(NextTry);
        await mailer.SendAsync("ada@example.com");
        await mailer.SendAsync("bob@example.com");

        Assert.That((await Server.CloseAsync()).Select(mail => mail.To[0]), Is.EqualTo(new[] { "ada@example.com", "bob@example.com" }));
        Assert.That(mailer.Log.Lines, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task While_one_mail_tries_the_others_wait_and_follow_when_it_is_through()
    {
        await using var mailer = await AfterThePauseAsync();
        var probe = mailer.SendAsync("held@example.com");
        await Server.HappensAsync("held");

        var others = Enumerable.Range(1, 3).Select(_ => mailer.SendAsync("ada@example.com")).ToList();
        Assert.That(Server.Opened, Is.EqualTo(1));
        Assert.That(others, Has.None.Property(nameof(Task.IsCompleted)).True);
        await Server.OrderAsync("release");

        await Task.WhenAll([probe, .. others]);
        Assert.That(await Server.CloseAsync(), Has.Count.EqualTo(4));
    }

    [Test]
    public async Task While_one_mail_tries_the_others_wait_and_are_put_off_together_when_it_fails()
    {
        await using var mailer = await AfterThePauseAsync();
        var probe = mailer.SendAsync("held@example.com");
        await Server.HappensAsync("held");
        var others = Enumerable.Range(1, 3).Select(_ => mailer.SendAsync("ada@example.com")).ToList();

        await Server.OrderAsync("cut", happens: "closed");

        Assert.That(() => probe, Throws.TypeOf<EmailDeliveryException>());
        foreach (var other in others)
            ShouldBePutOff(other, NextTry + (2 * Settings.OutagePause));
        Assert.That(Server.Opened, Is.EqualTo(1));
    }

    [Test]
    public async Task Nobody_waits_for_ever_for_a_mail_that_tries_and_gets_no_answer()
    {
        await using var mailer = await AfterThePauseAsync();
        var probe = mailer.SendAsync("held@example.com");
        await Server.HappensAsync("held");
        var other = mailer.SendAsync("ada@example.com");

        mailer.Clock.Advance(TimeSpan.FromSeconds(10));

        ShouldBePutOff(other, NextTry + TimeSpan.FromSeconds(10) + Settings.OutagePause);
        await Server.OrderAsync("release");
        await probe;
    }

    [Test]
    public async Task A_mail_that_makes_the_server_hang_up_fails_itself_and_the_next_one_ends_the_outage()
    {
        await using var mailer = await AfterThePauseAsync();

        Assert.That(() => mailer.SendAsync("dropped@example.com"), Throws.TypeOf<EmailDeliveryException>());
        ShouldBePutOff(mailer.SendAsync("ada@example.com"), NextTry + (2 * Settings.OutagePause));
        mailer.Clock.Advance(2 * Settings.OutagePause);
        await mailer.SendAsync("ada@example.com");

        Assert.That(await Server.CloseAsync(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_mail_that_is_cancelled_while_it_tries_says_nothing_good_of_the_server()
    {
        await using var mailer = await AfterThePauseAsync();
        using var cancelling = new CancellationTokenSource();
        var probe = mailer.SendAsync("held@example.com", ct: cancelling.Token);
        await Server.HappensAsync("held");

        await cancelling.CancelAsync();

        Assert.That(() => probe, Throws.InstanceOf<OperationCanceledException>());
        ShouldBePutOff(mailer.SendAsync("ada@example.com"), NextTry + (2 * Settings.OutagePause));
    }

    /// <summary>The server was down and is back, and the next mail will find out.</summary>
    private async Task<Mailer> AfterThePauseAsync()
    {
        var mailer = new Mailer(Server.Port);
        await Server.OrderAsync("down", happens: "down");
        OpenBreaker(mailer);
        await Server.OrderAsync("up", happens: "up");
        mailer.Clock.SetUtcNow(NextTry);
        return mailer;
    }

    private static void OpenBreaker(Mailer mailer)
    {
        for (var mail = 0; mail < 3; mail++)
            ShouldBePutOff(mailer.SendAsync("ada@example.com"), NextTry);
    }

    private static void ShouldBePutOff(Task sending, DateTimeOffset until) =>
        Assert.That(() => sending, Throws.TypeOf<PostponedException>().With.Property(nameof(PostponedException.Until)).EqualTo(until));
}
