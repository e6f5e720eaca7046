using System.ComponentModel.DataAnnotations;

namespace MySaas.Application.Users;

/// <summary>Section <c>Users</c>.</summary>
public sealed class UserOptions
{
    /// <summary>How long a deletion can be taken back by signing in; zero erases at once, 90 days is the most.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "90.00:00:00")]
    public TimeSpan DeletionGracePeriod { get; init; } = TimeSpan.FromDays(7);

    /// <summary>After this long an account whose address nobody confirmed is erased: a day to a year.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "365.00:00:00")]
    public TimeSpan UnconfirmedAccountLifetime { get; init; } = TimeSpan.FromDays(30);
}
