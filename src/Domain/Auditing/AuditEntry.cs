namespace MySaas.Domain.Auditing;

/// <summary>One line of the record of consequence. It is written once, in the transaction it speaks of, and never changed.</summary>
public sealed class AuditEntry
{
    private AuditEntry() { }                 // EF Core

    public AuditEntry(
        DateTimeOffset at, Guid? actorId, string action, Guid subjectId, string? data, string? ipAddress, string? requestId)
    {
        Id = Guid.CreateVersion7(at);
        (At, ActorId, Action, SubjectId) = (at, actorId, action, subjectId);
        (Data, IpAddress, RequestId) = (data, ipAddress, requestId);
    }

    public Guid Id { get; private init; }
    public DateTimeOffset At { get; private init; }

    /// <summary>Who did it; null for the product itself and for callers who have not signed in.</summary>
    public Guid? ActorId { get; private init; }

    public string Action { get; private init; } = "";
    public Guid SubjectId { get; private init; }

    /// <summary>What changed, as JSON; never a secret.</summary>
    public string? Data { get; private init; }

    public string? IpAddress { get; private init; }
    public string? RequestId { get; private init; }
}
