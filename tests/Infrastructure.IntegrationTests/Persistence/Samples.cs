using MySaas.Domain.Billing;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Jobs;

namespace MySaas.Infrastructure.IntegrationTests.Persistence;

/// <summary>A failure that is told apart from one of the product.</summary>
internal sealed class SampleFailure : Exception;

/// <summary>One value for each type that is stored. All ids are the same, so that rows made of them satisfy their foreign keys.</summary>
internal static class Samples
{
    public static readonly Guid Id = Guid.Parse("0195f0a1-2b3c-7d4e-8f50-617283940a1b");

    public static object Of(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(Guid) => Id,
        var t when t == typeof(string) => "a@example.com",
        var t when t == typeof(bool) => true,
        var t when t == typeof(int) => 1,
        var t when t == typeof(long) => 1L,
        var t when t == typeof(decimal) => 1m,
        var t when t == typeof(DateTimeOffset) => Node.Monday,
        var t when t == typeof(DateOnly) => DateOnly.FromDateTime(Node.Monday.UtcDateTime),
        var t when t == typeof(byte[]) => new byte[] { 1 },
        var t when t == typeof(FailedAttempt) => new FailedAttempt(1, Node.Monday, "node", "error"),
        var t when t == typeof(Money) => new Money(1200, "usd"),
        { IsEnum: true } t => Enum.GetValues(t).GetValue(0)!,
        { IsGenericType: true } t when t.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) => ListOf(t.GetGenericArguments()[0]),
        var t => throw new NotSupportedException($"A column of type {t.Name} is new to {nameof(Samples)}: add a value."),
    };

    private static Array ListOf(Type element)
    {
        var list = Array.CreateInstance(element, 1);
        list.SetValue(Of(element), 0);
        return list;
    }
}
