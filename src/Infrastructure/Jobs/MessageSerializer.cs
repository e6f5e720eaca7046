using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using MySaas.Application.Common;
using MySaas.Domain.Common;
using MySaas.Infrastructure.Common;

namespace MySaas.Infrastructure.Jobs;

/// <summary>Between messages and their rows, by the names they are stored under.</summary>
internal sealed class MessageSerializer(SecretProtector protector)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>Every message and event that is stored, by name.</summary>
    public static IReadOnlyDictionary<string, Type> Types { get; } =
        new[] { typeof(IMessage).Assembly, typeof(IDomainEvent).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.GetCustomAttribute<StoredAsAttribute>() is not null)
            .ToDictionary(NameOf);

    public static bool IsConfidential(string name) =>
        Types.TryGetValue(name, out var type) && typeof(IConfidentialMessage).IsAssignableFrom(type);

    public static bool StepsAside(string name) => Types.TryGetValue(name, out var type) && typeof(IStepAside).IsAssignableFrom(type);

    public static string Json(object message) => JsonSerializer.Serialize(message, message.GetType(), Options);

    /// <param name="notBefore">When it is due; at once when null.</param>
    public OutboxMessage RowOf(object message, DateTimeOffset now, DateTimeOffset? notBefore = null)
    {
        var (type, payload) = Serialize(message);
        return new OutboxMessage(type, payload, now, notBefore ?? now, Activity.Current?.Id, PriorityOf(message), (message as IOrdered)?.OrderingKey);
    }

    public (string Name, string Payload) Serialize(object message) =>
        (NameOf(message.GetType()), message is IConfidentialMessage ? protector.Protect(Json(message)) : Json(message));

    /// <exception cref="InvalidOperationException">No message has this name: the row is kept, among the dead letters.</exception>
    public object Deserialize(string name, string payload)
    {
        if (!Types.TryGetValue(name, out var type))
            throw new InvalidOperationException($"No message is stored as {name}.");
        var json = IsConfidential(name) ? protector.Unprotect(payload) : payload;
        return JsonSerializer.Deserialize(json, type, Options) ?? throw new InvalidOperationException($"A message {name} is empty.");
    }

    private static MessagePriority PriorityOf(object message) =>
        message.GetType().GetCustomAttribute<PriorityAttribute>()?.Priority ?? MessagePriority.Normal;

    private static string NameOf(Type type) =>
        type.GetCustomAttribute<StoredAsAttribute>()?.Name
        ?? throw new InvalidOperationException($"{type.Name} has no {nameof(StoredAsAttribute)}.");
}
