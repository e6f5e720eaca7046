using System.ComponentModel.DataAnnotations;

namespace MySaas.Application.Organizations;

/// <summary>Section <c>Organizations</c>.</summary>
public sealed class OrganizationOptions
{
    /// <summary>How long a deletion can be taken back; zero erases at once, 90 days is the most.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "90.00:00:00")]
    public TimeSpan DeletionGracePeriod { get; init; } = TimeSpan.FromDays(7);
}
