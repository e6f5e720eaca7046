using Microsoft.AspNetCore.Mvc.Filters;
using MySaas.Application.Auth;
using MySaas.WebApi.Common;

namespace MySaas.WebApi.Auth;

/// <summary>
/// An action that hashes the password of whoever comes. While too many wait for their turn it is turned away at the door: a storm
/// of calls that each read an account first, only to be refused, would cost more than the hashes do.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class HashesPasswordAttribute : Attribute, IAsyncResourceFilter
{
    public Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next) =>
        context.HttpContext.RequestServices.GetRequiredService<IPasswordHasher>().TurnAway() is { } refusal
            ? context.HttpContext.WriteAsync(refusal)
            : next();
}
