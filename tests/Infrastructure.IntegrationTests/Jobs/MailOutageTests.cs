using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Common;
using MySaas.Application.Jobs;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.IntegrationTests.Notifications;
using MySaas.Infrastructure.Jobs;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Jobs;

/// <summary>The mail server is away for an hour, in which a thousand mails are asked for.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class MailOutageTests(DatabaseProvider engine) : DatabaseTests(engine)
{
    private const int Steps = 10;

    private static readonly TimeSpan Outage = TimeSpan.FromHours(1);

    [OneTimeSetUp]
    public static Task InstallServer() => SmtpServer.InstallAsync();

    // One mail at a time keeps the order to the letter; the defaults keep it but for the few that are under way together.
    [TestCase(300, 1, 1, 0)]
    [TestCase(1000, 16, 4, 16)]
    public async Task Each_mail_arrives_once_afterwards_in_the_order_in_which_they_were_asked_for(int mails, int concurrency, int connections, int apart)
    {
        await using var server = await SmtpServer.StartAsync();
        await using var worker = Worker(server.Port, connections);
        await server.OrderAsync("down", happens: "down");

        for (var step = 0; step < Steps; step++)
        {
            await AskAsync(worker, from: step * mails / Steps, count: mails / Steps);
            await WorkAsync(worker, concurrency);
            Node.Clock.Advance(Outage / Steps);
        }

        var waiting = await CountAsync(MessageStatus.Pending);
        await server.OrderAsync("up", happens: "up");
        Node.Clock.Advance(TimeSpan.FromMinutes(2));
        await WorkAsync(worker, concurrency);

        Assert.That(waiting, Is.EqualTo(mails), "nothing was given up");
        Assert.That(await CountAsync(MessageStatus.Done), Is.EqualTo(mails), "two minutes later all are through");
        Assert.That(server.MostOpen, Is.LessThanOrEqualTo(connections));
        Assert.That(worker.Log.Lines.Where(line => line.StartsWith("Warning", StringComparison.Ordinal)), Has.Exactly(1).Items, "the log is calm");
        var order = (await server.CloseAsync()).Select(mail => int.Parse(mail.To[0].Split('@')[0]["person".Length..], CultureInfo.InvariantCulture)).ToList();
        Assert.That(order, Is.Unique.And.Exactly(mails).Items);
        Assert.That(order.Select((number, place) => Math.Abs(number - place)).Max(), Is.LessThanOrEqualTo(apart));
    }

    private Node Worker(int port, int connections) => new(
        Database, Node.Clock, settings:
        [
            ("Email:Provider", "Smtp"), ("Email:From", "MySaas <no-reply@example.com>"), ("Email:Smtp:Host", "127.0.0.1"),
            ("Email:Smtp:Port", $"{port}"), ("Email:Smtp:Security", "None"), ("Email:Smtp:MaxConnections", $"{connections}"),
        ]);

    private static Task AskAsync(Node node, int from, int count) => node.CommitAsync(scope =>
    {
        foreach (var number in Enumerable.Range(from, count))
            scope.GetRequiredService<IOutbox>().Add(Mailer.MailTo($"person{number}@example.com"));
        return Task.CompletedTask;
    });

    // As the worker does, but that it returns when nothing is due.
    private static async Task WorkAsync(Node worker, int concurrency)
    {
        while (await worker.Get<OutboxQueue>().ClaimAsync(concurrency, CancellationToken.None) is { Count: > 0 } claimed)
            await Task.WhenAll(claimed.Select(message => worker.Get<MessageProcessor>().ProcessAsync(message)));
    }

    private async Task<int> CountAsync(MessageStatus status)
    {
        await using var db = Database.Open();
        return await db.OutboxMessages.CountAsync(message => message.Status == status);
    }
}
