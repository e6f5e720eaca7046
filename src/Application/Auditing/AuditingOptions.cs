using System.ComponentModel.DataAnnotations;

namespace MySaas.Application.Auditing;

/// <summary>Section <c>Auditing</c>.</summary>
public sealed class AuditingOptions
{
    /// <summary>
    /// How long lines of the audit log are kept: 30 days, which the database itself guards, to 10 years. A year by default, as PCI
    /// DSS asks for (4.0, 10.5.1).
    /// </summary>
    [Range(typeof(TimeSpan), "30.00:00:00", "3653.00:00:00")]
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(365);
}
