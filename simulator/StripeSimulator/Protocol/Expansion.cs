using System.Text.Json.Nodes;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Protocol;

/// <summary>
/// Puts related objects in the place of their ids where <c>expand[]</c> asks for it, and adds the few lists that Stripe leaves
/// out unless asked.
/// </summary>
internal static class Expansion
{
    private const int MaxDepth = 4;

    /// <summary>What can be refused before the call is carried out.</summary>
    public static void CheckDepth(Parameters parameters)
    {
        if (parameters.Texts("expand").FirstOrDefault(path => path.Count('.') >= MaxDepth) is { } path)
            throw ApiException.Invalid($"You cannot expand more than {MaxDepth} levels of a property: {path}", "expand");
    }

    public static void Expand(this JsonObject answer, StripeWorld world, Parameters parameters)
    {
        foreach (var path in parameters.Texts("expand"))
        {
            if (!Expand(answer, path.Split('.'), world))
                throw ApiException.Invalid($"This property cannot be expanded ({path}).", "expand");
        }
    }

    private static bool Expand(JsonNode? node, ReadOnlySpan<string> path, StripeWorld world)
    {
        if (path.IsEmpty || node is null)
            return true;                                          // a null stays null, however it is asked for
        if (node is JsonArray many)
            return ExpandEach(many, path, world);
        if (node is not JsonObject one)
            return false;

        var name = path[0];
        var rest = path[1..];
        if (!one.TryGetPropertyValue(name, out var child) && !world.TryInclude(one, name, out child))
            return one["deleted"] is not null;
        if (child is JsonArray list && rest.IsEmpty)
            return ReplaceEach(list, world);
        if (child is JsonValue value && value.TryGetValue<string>(out var id))
        {
            if (world.FindAny(id) is not { } related)
                return false;
            one[name] = child = related.Render(world);
        }

        return Expand(child, rest, world);
    }

    private static bool ExpandEach(JsonArray many, ReadOnlySpan<string> path, StripeWorld world)
    {
        ReplaceEach(many, world);
        var all = true;
        foreach (var member in many)
            all &= Expand(member, path, world);
        return all;
    }

    private static bool ReplaceEach(JsonArray ids, StripeWorld world)
    {
        for (var index = 0; index < ids.Count; index++)
        {
            if (ids[index] is JsonValue value && value.TryGetValue<string>(out var id) && world.FindAny(id) is { } related)
                ids[index] = related.Render(world);
        }

        return true;
    }
}
