using FluentValidation;
using MediatR;
using MySaas.Application.Auth;
using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Application.Notifications;
using MySaas.Application.Organizations;
using MySaas.Application.Users;
using MySaas.Domain.Auditing;
using MySaas.Domain.Common;

namespace MySaas.Application.Auditing;

/// <summary>Asks for an organization's audit log as a CSV file; a mail brings its link to the caller.</summary>
public sealed record ExportAuditLog(Guid OrganizationId, AuditFilter Filter)
    : ICommand, IInOrganization, IRequire<ReadAudit>, IRequire<InPerson>, IRequire<Feature.AuditLogExport>;

public sealed class ExportAuditLogValidator : AbstractValidator<ExportAuditLog>
{
    public ExportAuditLogValidator() => RuleFor(c => c.Filter).IsAuditFilter();
}

public sealed class ExportAuditLogHandler(IAuditLogExportRepository exports, IOutbox outbox, ICaller caller, TimeProvider clock)
    : IRequestHandler<ExportAuditLog, Unit>
{
    public Task<Unit> Handle(ExportAuditLog command, CancellationToken ct)
    {
        var export = AuditLogExport.Request(command.OrganizationId, clock.GetUtcNow());
        exports.Add(export);
        outbox.Add(new PackAuditLog(command.OrganizationId, export.Id, caller.RequiredUserId(), command.Filter));
        return Unit.Task;
    }
}

[StoredAs("audit_log.pack.v1"), Priority(MessagePriority.Low)]
public sealed record PackAuditLog(Guid OrganizationId, Guid ExportId, Guid UserId, AuditFilter Filter) : IMessage, IInOrganization;

public sealed class PackAuditLogHandler(
    IAuditLogExportRepository exports, IAuditLogFile file, IUserRepository users, IOutbox outbox, Emails emails) : IMessageHandler<PackAuditLog>
{
    public async Task HandleAsync(PackAuditLog message, MessageContext context, CancellationToken ct)
    {
        if (await exports.FindAsync(message.ExportId, ct) is not { } export || await users.FindAsync(message.UserId, ct) is not { } user)
            return;

        var token = SecretToken.Create();
        export.Pack(await file.StoreAsync(message.OrganizationId, message.Filter, ct), SecretToken.HashOf(token));
        outbox.Add(emails.AuditLogReady(user, export.Id, token, AuditLogExport.Lifetime));
    }
}
