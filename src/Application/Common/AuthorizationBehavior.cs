using System.Reflection;
using MediatR;
using MySaas.Application.Organizations;

namespace MySaas.Application.Common;

/// <summary>
/// Checks what the message declares by <see cref="IRequire{TRequirement}"/>; one that declares nothing is refused. A message
/// of an organization is let into that organization first, by one cached lookup, and its permissions are checked there.
/// </summary>
public sealed class AuthorizationBehavior<TRequest, TResponse>(ICaller caller, OrganizationAccess access) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
{
    private static readonly Type[] Requirements = [.. typeof(TRequest).GetInterfaces()
        .Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequire<>))
        .Select(i => i.GetGenericArguments()[0])];

    private static readonly Func<ICaller, Refusal?>[] Checks =
        [.. Requirements.Select(requirement => Method(nameof(Check), requirement).CreateDelegate<Func<ICaller, Refusal?>>())];

    private static readonly string[] Demanded =
        [.. Requirements.Where(typeof(IPermission).IsAssignableFrom).Select(permission => (string)Method(nameof(NameOf), permission).Invoke(null, null)!)];

    public async Task<TResponse> Handle(TRequest request, CancellationToken ct, RequestHandlerDelegate<TResponse> next)
    {
        if (Checks.Length == 0)
            throw new InvalidOperationException($"{typeof(TRequest).Name} declares no requirement.");

        foreach (var check in Checks)
            if (check(caller) is { } refusal)
                throw refusal.AsException();

        if (request is IInOrganization { OrganizationId: var organizationId } && Demanded.Length > 0)
        {
            await access.EnterAsync(organizationId, ct);
            foreach (var permission in Demanded)
                access.Demand(permission);
        }

        return await next();
    }

    private static MethodInfo Method(string name, Type requirement) => typeof(AuthorizationBehavior<TRequest, TResponse>)
        .GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(requirement);

    private static Refusal? Check<TRequirement>(ICaller caller) where TRequirement : IRequirement => TRequirement.Check(caller);

    private static string NameOf<TPermission>() where TPermission : IPermission => TPermission.Name;
}
