using System.Reflection;
using MediatR;

namespace MySaas.Application.Common;

/// <summary>Checks what the message declares by <see cref="IRequire{TRequirement}"/>; one that declares nothing is refused.</summary>
public sealed class AuthorizationBehavior<TRequest, TResponse>(ICaller caller) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
{
    private static readonly Func<ICaller, Refusal?>[] Checks = [.. typeof(TRequest).GetInterfaces()
        .Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequire<>))
        .Select(i => i.GetGenericArguments()[0])
        .Select(requirement => requirement
            .GetMethod(nameof(IRequirement.Check), BindingFlags.Public | BindingFlags.Static)!
            .CreateDelegate<Func<ICaller, Refusal?>>())];

    public Task<TResponse> Handle(TRequest request, CancellationToken ct, RequestHandlerDelegate<TResponse> next)
    {
        if (Checks.Length == 0)
            throw new InvalidOperationException($"{typeof(TRequest).Name} declares no requirement.");

        foreach (var check in Checks)
            if (check(caller) is { } refusal)
                throw refusal.AsException();
        return next();
    }
}
