using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Benchmarks.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Benchmarks.Billing;

/// <summary>
/// A backlog of ten thousand events of a thousand customers, as an outage leaves it, and two workers that process it: each event asks a simulated
/// Stripe in the same process, which takes its share of the processor.
/// </summary>
internal static class EventDrain
{
    private const int Customers = 1_000;
    private const int OfEach = 10;

    public static async Task RunAsync(BenchmarkDatabase database)
    {
        var world = new PayingWorld();
        var order = new OneAtATime();
        await using var first = world.Compose(database, order.Watch);
        await using var second = world.Compose(database, order.Watch);
        await world.PopulateAsync(database, first, Customers);
        var (stored, storing) = await StoreAsync(world, first);

        var watch = Stopwatch.StartNew();
        await first.StartAsync(works: true);
        await second.StartAsync(works: true);
        while (await LeftAsync(database) > 0)
            await Task.Delay(250);
        watch.Stop();
        await EnsureSoundAsync(database, stored);

        Console.WriteLine();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{database.Engine}: {stored:N0} events of {Customers:N0} customers stored one after the other at {stored / storing.TotalSeconds:N0}/s, drained by two workers in "
            + $"{watch.Elapsed.TotalSeconds:N1} s ({stored / watch.Elapsed.TotalSeconds:N0}/s). Two of a customer at once: {order.Violations}; the most of all at once: {order.Most}."));
    }

    private static async Task<(int Stored, TimeSpan Took)> StoreAsync(PayingWorld world, BenchmarkNode node)
    {
        var watch = Stopwatch.StartNew();
        var stored = 0;
        foreach (var told in world.Told(OfEach))
        {
            await using var scope = node.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(told);
            stored++;
        }

        return (stored, watch.Elapsed);
    }

    private static async Task<long> LeftAsync(BenchmarkDatabase database) => Convert.ToInt64(
        await database.ExecuteAsync(database.Engine is DatabaseProvider.PostgreSql
            ? "SELECT count(*) FROM webhook_events WHERE processed_at IS NULL AND NOT is_ignored"
            : """SELECT count(*) FROM "WebhookEvents" WHERE "ProcessedAt" IS NULL AND NOT "IsIgnored" """),
        CultureInfo.InvariantCulture);

    private static async Task EnsureSoundAsync(BenchmarkDatabase database, int stored)
    {
        var isPostgreSql = database.Engine is DatabaseProvider.PostgreSql;
        var tries = await database.ExecuteAsync(isPostgreSql
            ? "SELECT count(*) FROM webhook_events WHERE attempts > 1" : """SELECT count(*) FROM "WebhookEvents" WHERE "Attempts" > 1""");
        var deadlocks = isPostgreSql ? await database.ExecuteAsync("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()") : 0L;
        var active = await database.ExecuteAsync(isPostgreSql
            ? "SELECT count(*) FROM subscriptions WHERE state_status = 'Active'" : """SELECT count(*) FROM "Subscriptions" WHERE "State_Status" = 'Active'""");
        Console.WriteLine($"{stored} stored; {tries} took more than one try; deadlocks: {deadlocks}; active subscriptions: {active}.");
    }

    /// <summary>Sees whether events of one customer are ever under way at the same time.</summary>
    private sealed class OneAtATime
    {
        private readonly ConcurrentDictionary<string, int> _underWay = new();
        private int _all;

        public int Violations { get; private set; }

        public int Most { get; private set; }

        public void Watch(IServiceCollection services)
        {
            var handler = services.Last(service => service.ServiceType == typeof(IMessageHandler<ProcessWebhookEvent>));
            services.AddScoped<ProcessWebhookEventHandler>();
            services.AddScoped<IMessageHandler<ProcessWebhookEvent>>(scope => new Watched(scope.GetRequiredService<ProcessWebhookEventHandler>(), this));
            services.Remove(handler);
        }

        private sealed class Watched(ProcessWebhookEventHandler handler, OneAtATime order) : IMessageHandler<ProcessWebhookEvent>
        {
            public async Task HandleAsync(ProcessWebhookEvent message, MessageContext context, CancellationToken ct)
            {
                if (order._underWay.AddOrUpdate(message.OrderingKey, 1, (_, count) => count + 1) > 1)
                    order.Violations++;
                order.Most = Math.Max(order.Most, Interlocked.Increment(ref order._all));
                try
                {
                    await handler.HandleAsync(message, context, ct);
                }
                finally
                {
                    Interlocked.Decrement(ref order._all);
                    order._underWay.AddOrUpdate(message.OrderingKey, 0, (_, count) => count - 1);
                }
            }
        }
    }
}
