using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MySaas.Domain.Common;

namespace MySaas.Infrastructure.Auditing;

/// <summary>What a line of the audit log says changed: the event without what stands in the line's other columns.</summary>
internal static class AuditData
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static string? Of(IAudited happened)
    {
        var data = JsonSerializer.SerializeToNode(happened, happened.GetType(), Options)!.AsObject();
        data.Remove("action");
        data.Remove("subjectId");
        foreach (var (name, _) in data.Where(property => IsTold(property.Value, happened)).ToList())
            data.Remove(name);
        return data.Count == 0 ? null : data.ToJsonString();
    }

    private static bool IsTold(JsonNode? value, IAudited happened) =>
        value is JsonValue text && text.TryGetValue(out Guid id) && (id == happened.SubjectId || id == happened.OrganizationId);
}
