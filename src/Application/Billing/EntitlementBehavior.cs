using System.Reflection;
using MediatR;
using MySaas.Application.Common;

namespace MySaas.Application.Billing;

/// <summary>
/// Refuses what the organization's plan does not include, <see cref="IRequire{TRequirement}"/> of an <see cref="IFeature"/>, or has
/// nothing left of, <see cref="IConsume{TLimit}"/>; and while a payment is missing, every command that declares either.
/// </summary>
public sealed class EntitlementBehavior<TRequest, TResponse>(Entitlements entitlements) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
{
    private static readonly string[] Demanded =
        [.. Declared(typeof(IRequire<>)).Where(typeof(IFeature).IsAssignableFrom).Select(feature => (string)Call(nameof(NameOf), feature))];

    private static readonly Limit[] Consumed = [.. Declared(typeof(IConsume<>)).Select(limit => (Limit)Call(nameof(LimitOf), limit))];

    public async Task<TResponse> Handle(TRequest request, CancellationToken ct, RequestHandlerDelegate<TResponse> next)
    {
        if (Demanded.Length + Consumed.Length == 0)
            return await next();

        var plan = request is IBaseCommand ? await entitlements.PaidPlanAsync(ct) : await entitlements.PlanAsync(ct);
        if (Demanded.FirstOrDefault(feature => !plan.Includes(feature)) is { } missing)
            throw BillingRefusals.UpgradeRequired(missing).AsException();
        foreach (var limit in Consumed)
            if (limit.In(plan.Limits) is { } max && await entitlements.UsedAsync(limit, ct) >= max)
                throw BillingRefusals.LimitReached(limit.Name).AsException();

        return await next();
    }

    private static IEnumerable<Type> Declared(Type generic) => typeof(TRequest).GetInterfaces()
        .Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == generic)
        .Select(i => i.GetGenericArguments()[0]);

    private static object Call(string method, Type argument) => typeof(EntitlementBehavior<TRequest, TResponse>)
        .GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(argument).Invoke(null, null)!;

    private static string NameOf<TFeature>() where TFeature : IFeature => TFeature.Name;

    private static Limit LimitOf<TLimit>() where TLimit : ILimit => Limits.Of<TLimit>();
}
