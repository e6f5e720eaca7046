using System.Text.Json.Nodes;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Protocol;

/// <summary>Lists as Stripe pages them: newest first, by the id of a neighbour.</summary>
internal static class Pagination
{
    private const int DefaultLimit = 10;
    private const int MaxLimit = 100;

    public static JsonObject Page<T>(this Call call, Table<T> table, Func<T, bool> filter) where T : Entity
    {
        var parameters = call.Parameters;
        var limit = parameters.Integer("limit") ?? DefaultLimit;
        if (limit is < 1 or > MaxLimit)
            throw ApiException.Invalid($"Invalid limit: must be between 1 and {MaxLimit}.", "limit", "parameter_invalid_integer");

        var inTime = InTime(parameters);
        var backwards = table.Optional(parameters, "ending_before");
        var candidates = backwards is not null
            ? table.After(backwards.Sequence)
            : table.Before(table.Optional(parameters, "starting_after")?.Sequence ?? long.MaxValue);
        var found = candidates.Where(entity => inTime(entity.Created) && filter(entity)).Take((int)limit + 1).ToList();
        var page = found.Take((int)limit);
        if (backwards is not null)
            page = page.Reverse();

        return Json.List(call.Path, page.Select(entity => entity.Render(call.World)), found.Count > limit);
    }

    /// <summary><c>created=…</c>, or <c>created[gte]</c>, <c>[gt]</c>, <c>[lte]</c>, <c>[lt]</c>.</summary>
    private static Func<DateTimeOffset, bool> InTime(Parameters parameters)
    {
        if (!parameters.Has("created"))
            return _ => true;
        if (parameters.Time("created") is { } exactly)
            return created => created == exactly;

        var range = parameters.Child("created");
        var (from, after, until, before) = (range.Time("gte"), range.Time("gt"), range.Time("lte"), range.Time("lt"));
        return created => !(created < from || created <= after || created > until || created >= before);
    }
}
