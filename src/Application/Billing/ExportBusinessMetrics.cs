using MediatR;
using MySaas.Application.Auth;
using MySaas.Application.Common;
using MySaas.Application.Notifications;
using MySaas.Application.Users;
using MySaas.Domain.Common;
using MySaas.Domain.Files;
using MySaas.Domain.Users;

namespace MySaas.Application.Billing;

/// <summary>Asks for days of the business as a CSV file; a mail brings its link to the caller.</summary>
/// <param name="From">As in <see cref="GetBusinessMetrics"/>.</param>
/// <param name="To">As in <see cref="GetBusinessMetrics"/>.</param>
[NothingToValidate("the handler knows which days there are")]
public sealed record ExportBusinessMetrics(DateOnly? From, DateOnly? To) : ICommand, IRequire<PlatformAdmin>, IRequire<InPerson>;

public sealed class ExportBusinessMetricsHandler(BusinessDays days, IOutbox outbox, ICaller caller) : IRequestHandler<ExportBusinessMetrics, Unit>
{
    public Task<Unit> Handle(ExportBusinessMetrics command, CancellationToken ct)
    {
        var (from, to) = days.Between(command.From, command.To);
        outbox.Add(new PackBusinessMetrics(caller.RequiredUserId(), from, to));
        return Unit.Task;
    }
}

[StoredAs("billing.pack_metrics.v1"), Priority(MessagePriority.Low)]
public sealed record PackBusinessMetrics(Guid UserId, DateOnly From, DateOnly To) : IMessage;

public sealed class PackBusinessMetricsHandler(
    BusinessDays days, IBusinessMetricsFile file, IUserRepository users, IAccountExportRepository exports, IOutbox outbox, Emails emails)
    : IMessageHandler<PackBusinessMetrics>
{
    public async Task HandleAsync(PackBusinessMetrics message, MessageContext context, CancellationToken ct)
    {
        if (await users.FindAsync(message.UserId, ct) is not { } user)
            return;

        var token = SecretToken.Create();
        var packed = await file.StoreAsync(user.Id, await days.ListAsync(message.From, message.To, ct), ct);
        var export = AccountExport.Pack(user.Id, packed, "business-metrics.csv.gz", "application/gzip", SecretToken.HashOf(token), context.CreatedAt);
        exports.Add(export);
        outbox.Add(emails.BusinessMetricsReady(user, export.Id, token, AccountExport.Lifetime));
    }
}

/// <summary>Writes days of the business into a file in the storage.</summary>
public interface IBusinessMetricsFile
{
    /// <summary>A line for each day, in the given order, as CSV compressed by gzip; revenue in minor units, a column for each currency.</summary>
    Task<PackedFile> StoreAsync(Guid userId, IReadOnlyList<BusinessDayDto> days, CancellationToken ct);
}
