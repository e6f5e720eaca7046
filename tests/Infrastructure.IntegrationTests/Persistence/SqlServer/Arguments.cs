using System.Reflection;
using Microsoft.EntityFrameworkCore.Metadata;
using MySaas.Application.Auditing;
using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Application.Jobs;
using MySaas.Application.Notifications;
using MySaas.Application.Organizations;
using MySaas.Application.Users;
using MySaas.Infrastructure.Common;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Jobs;
using MySaas.Infrastructure.Organizations;

namespace MySaas.Infrastructure.IntegrationTests.Persistence.SqlServer;

/// <summary>Arguments for any call of an adapter; what may be null is null in one combination and not in another.</summary>
internal sealed class Arguments(IModel model)
{
    private static readonly NullabilityInfoContext Nullability = new();

    public IEnumerable<object?[]> For(MethodInfo method) =>
        method.GetParameters().Aggregate<ParameterInfo, IEnumerable<object?[]>>(
            [[]], (combinations, parameter) => combinations.SelectMany(_ => For(parameter), (before, value) => before.Append(value).ToArray()));

    private List<object?> For(ParameterInfo parameter)
    {
        // The one text that must be well-formed before the database is asked.
        if (parameter.Member.DeclaringType == typeof(ApiKeyGate) && parameter.ParameterType == typeof(string))
            return [ApiKeyText.Create().Value];
        var values = Of(parameter.ParameterType).ToList();
        if (Nullability.Create(parameter).WriteState is NullabilityState.Nullable)
            values.Add(null);
        return values;
    }

    private IEnumerable<object?> Of(Type type)
    {
        if (type == typeof(CancellationToken))
            return [CancellationToken.None];
        if (type == typeof(PageRequest))
            return [new PageRequest(After: null, Limit: 2), new PageRequest(Samples.Id, Limit: 2)];
        if (type == typeof(ThrottleKey))
            return [new ThrottleKey("kind", "subject", Limit: 3, TimeSpan.FromMinutes(1))];
        if (type == typeof(AuditFilter))
            return [new AuditFilter(null, null, null, null, null), new AuditFilter(Samples.Id, "action", Samples.Id, Node.Monday, Node.Monday)];
        if (type == typeof(IdempotencyRun))
            return [new IdempotencyRun(Samples.Id, "hash")];
        if (type == typeof(IMessage))
            return [new EraseAccount(Samples.Id)];
        if (type == typeof(SendEmail))
            return [new SendEmail("ada@example.com", "account-erased", new Dictionary<string, string> { ["displayName"] = "Ada", ["productName"] = "MySaas" })];
        if (type == typeof(Action))
            return [() => { }];
        if (type == typeof(Job))
            return JobCatalog.All;
        if (type == typeof(IEnumerable<Guid>))
            return [new[] { Samples.Id }];
        if (type == typeof(Exception))
            return [new SampleFailure(), new PermanentFailureException("never"), new PostponedException(Node.Monday.AddHours(1), "later")];
        if (type == typeof(bool))
            return [true, false];
        if (type == typeof(WebhookEventStatus?))
            return Enum.GetValues<WebhookEventStatus>().Cast<object?>();
        if (type == typeof(OutboxMessage))
            return [Claimed(lease: null), Claimed(Samples.Id)];
        return [model.FindEntityType(type) is { } entity ? Entity(entity) : Samples.Of(type)];
    }

    private static OutboxMessage Claimed(Guid? lease)
    {
        var message = new OutboxMessage(
            "users.erase_account.v1", $$"""{"userId":"{{Samples.Id}}"}""", Node.Monday, Node.Monday.AddMinutes(1), traceParent: null);
        typeof(OutboxMessage).GetProperty(nameof(OutboxMessage.Position))!.SetValue(message, 2L);       // not that of a row inserted with it
        typeof(OutboxMessage).GetProperty(nameof(OutboxMessage.LeaseId))!.SetValue(message, lease);
        return message;
    }

    /// <summary>An entity with a value in each of its columns.</summary>
    public static object Entity(IEntityType type)
    {
        var entity = Activator.CreateInstance(type.ClrType, nonPublic: true)!;
        foreach (var property in type.GetProperties())
            property.FieldInfo!.SetValue(entity, Samples.Of(property.ClrType));
        return entity;
    }
}
