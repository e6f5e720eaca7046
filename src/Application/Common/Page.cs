using System.Buffers.Text;
using System.Text;

namespace MySaas.Application.Common;

/// <summary>A stretch of a list, newest first. It continues by key, so rows that come or go do not shift it.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);

/// <summary>Where a page starts and how long it is.</summary>
/// <param name="After">The key of the last row of the page before; null for the first page.</param>
/// <param name="Limit">1 to <see cref="MaxLimit"/>.</param>
public sealed record PageRequest(Guid? After, int Limit)
{
    public const int DefaultLimit = 20;
    public const int MaxLimit = 100;

    /// <summary>Reads the two query parameters of the list with this name.</summary>
    /// <exception cref="RefusedException">The limit is out of range, or the cursor is of another list or no cursor.</exception>
    public static PageRequest Of(string list, string? cursor, int? limit)
    {
        if (limit is < 1 or > MaxLimit)
            throw Refusal.Invalid("limit", $"The limit is 1 to {MaxLimit}.").AsException();
        return new PageRequest(cursor is null ? null : Decode(list, cursor), limit ?? DefaultLimit);
    }

    /// <summary>Cuts <c>Limit + 1</c> rows to a page: the extra row only tells that there is more.</summary>
    public Page<T> Cut<T>(string list, IReadOnlyList<T> rows, Func<T, Guid> key) =>
        rows.Count <= Limit
            ? new Page<T>(rows, null)
            : new Page<T>([.. rows.Take(Limit)], Encode(list, key(rows[Limit - 1])));

    private static string Encode(string list, Guid key) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes($"{list}:{key:N}"));

    private static Guid Decode(string list, string cursor)
    {
        try
        {
            var parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)).Split(':');
            if (parts is [var name, var key] && name == list && Guid.TryParseExact(key, "N", out var after))
                return after;
        }
        catch (FormatException)
        {
            // No Base64: refused below, like a cursor of another list.
        }

        throw Refusal.Invalid("cursor", "This is not a cursor of this list.").AsException();
    }
}
