using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Common;
using MySaas.Application.Notifications;
using MySaas.Application.Users;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Jobs;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Jobs;

/// <summary>Puts messages into the outbox of the fixture's node and lets workers, nodes of their own, take them up.</summary>
internal abstract class JobTests(DatabaseProvider engine) : DatabaseTests(engine)
{
    protected static readonly TimeSpan Lease = new JobsOptions().LeaseDuration;

    protected static SendEmail Mail { get; } = new("ada@example.com", "welcome", new Dictionary<string, string> { ["token"] = "the-secret" });

    protected Task AddAsync(IMessage message, DateTimeOffset? notBefore = null) => Node.CommitAsync(scope =>
    {
        scope.GetRequiredService<IOutbox>().Add(message, notBefore);
        return Task.CompletedTask;
    });

    /// <summary>Any message that is not confidential.</summary>
    protected static PackExport Export() => new(Guid.CreateVersion7());

    /// <summary>A worker on the same database and clock, whose handler of the messages is the test's.</summary>
    protected Node WorkerThat(Handle handle, params (string Key, string? Value)[] settings) => new(
        Database,
        Node.Clock,
        services =>
        {
            services.AddScoped<IMessageHandler<PackExport>>(sp => new Handler<PackExport>(sp, handle));
            services.AddScoped<IMessageHandler<SendEmail>>(sp => new Handler<SendEmail>(sp, handle));
        },
        settings);

    protected static Task<IReadOnlyList<OutboxMessage>> ClaimAsync(Node worker, int limit = 32) =>
        worker.Get<OutboxQueue>().ClaimAsync(limit, CancellationToken.None);

    /// <summary>Claims all that is due and works on it; the number of messages.</summary>
    protected static async Task<int> WorkAsync(Node worker)
    {
        var claimed = await ClaimAsync(worker);
        foreach (var message in claimed)
            await worker.Get<MessageProcessor>().ProcessAsync(message);
        return claimed.Count;
    }

    protected async Task<OutboxMessage> RowAsync()
    {
        await using var db = Database.Open();
        return await db.OutboxMessages.SingleAsync();
    }

    protected async Task<int> CountUsersAsync()
    {
        await using var db = Database.Open();
        return await db.Users.CountAsync();
    }

    protected delegate Task Handle(IServiceProvider scope, MessageContext context, CancellationToken ct);

    private sealed class Handler<TMessage>(IServiceProvider scope, Handle handle) : IMessageHandler<TMessage>
    {
        public Task HandleAsync(TMessage message, MessageContext context, CancellationToken ct) => handle(scope, context, ct);
    }
}
