namespace MySaas.Domain.Auditing;

/// <summary>One line of the record of consequence. It is written once, in the transaction it speaks of, and never changed.</summary>
public sealed class AuditEntry
{
    private AuditEntry() { }                 // EF Core

    public AuditEntry(DateTimeOffset at, AuditSource source, string action, Guid subjectId, Guid? organizationId, string? data)
    {
        Id = Guid.CreateVersion7(at);
        (At, Action, SubjectId, OrganizationId, Data) = (at, action, subjectId, organizationId, data);
        (ActorId, ImpersonatorId, IpAddress, RequestId) = (source.ActorId, source.ImpersonatorId, source.IpAddress, source.RequestId);
    }

    public Guid Id { get; private init; }
    public DateTimeOffset At { get; private init; }

    /// <summary>In whose log it stands; null for what concerns an account.</summary>
    public Guid? OrganizationId { get; private init; }

    /// <summary>The user, or the API key, who did it; null for the product itself and for callers who have not signed in.</summary>
    public Guid? ActorId { get; private init; }

    /// <summary>The administrator who acted as that user; null for the user themselves.</summary>
    public Guid? ImpersonatorId { get; private init; }

    public string Action { get; private init; } = "";
    public Guid SubjectId { get; private init; }

    /// <summary>What changed, as JSON; never a secret.</summary>
    public string? Data { get; private init; }

    public string? IpAddress { get; private init; }
    public string? RequestId { get; private init; }
}

/// <summary>Who did something, and from where.</summary>
public sealed record AuditSource(Guid? ActorId, Guid? ImpersonatorId, string? IpAddress, string? RequestId);
