namespace MySaas.Domain.Common;

/// <summary>A fact about an aggregate, in the past tense; it is saved in the transaction that made it true.</summary>
public interface IDomainEvent;

/// <summary>A fact of consequence: the same save leaves one audit row for it.</summary>
public interface IAudited : IDomainEvent
{
    /// <summary>The stable name in the audit log, such as <c>auth.password_changed</c>.</summary>
    string Action { get; }

    /// <summary>What the action was done to.</summary>
    Guid SubjectId { get; }

    /// <summary>The organization in whose audit log it stands; null for what concerns an account.</summary>
    Guid? OrganizationId => null;
}

/// <summary>
/// The name under which a message is stored. It outlives the class: renaming the class keeps it, changing the shape
/// takes the next version, so that rows written by the previous release are still read.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class StoredAsAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>A message with a place in a row: those with the same key are handled one after the other, in the order of their commits.</summary>
public interface IOrdered
{
    /// <summary>At most 100 characters, such as the id of the aggregate.</summary>
    string OrderingKey { get; }
}
