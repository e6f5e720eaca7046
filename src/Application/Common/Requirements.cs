using MySaas.Application.Auth;

namespace MySaas.Application.Common;

/// <summary>Something that a caller must fulfil before a use case runs.</summary>
public interface IRequirement
{
    /// <summary>Null when the caller fulfils it.</summary>
    static abstract Refusal? Check(ICaller caller);
}

/// <summary>
/// Declares on a message who may send it. Every message declares one; the authorization behaviour enforces it and a test
/// walks them all.
/// </summary>
public interface IRequire<TRequirement> where TRequirement : IRequirement;

/// <summary>Anyone at all. Each use stands in the architecture tests' list with its reason.</summary>
public sealed class Anyone : IRequirement
{
    public static Refusal? Check(ICaller caller) => null;
}

/// <summary>A person who has signed in.</summary>
public sealed class SignIn : IRequirement
{
    public static readonly Refusal Missing = new(RefusalKind.Unauthenticated, "auth.required", "Sign in first.");

    private static readonly Refusal NotByKey = Refusal.Forbidden("An API key acts for its organization, never on accounts.");

    public static Refusal? Check(ICaller caller) =>
        caller.UserId is not null ? null : caller.ApiKey is not null ? NotByKey : Missing;
}

/// <summary>
/// The person themselves: an administrator who acts as somebody changes neither what lets them in nor what they pay, nor
/// anything that would outlast the visit.
/// </summary>
public sealed class InPerson : IRequirement
{
    public static Refusal? Check(ICaller caller) =>
        SignIn.Check(caller)
        ?? (caller.ImpersonatorId is null ? null : Refusal.Forbidden("Only the person themselves may do this, nobody who acts as them."));
}

/// <summary>A person who has signed in and has shown that the address is theirs.</summary>
public sealed class ConfirmedAddress : IRequirement
{
    public static Refusal? Check(ICaller caller) => SignIn.Check(caller) ?? (caller.EmailConfirmed ? null : AuthRefusals.EmailNotConfirmed);
}

/// <summary>Somebody who runs this installation: a confirmed address from the setting <c>Admin:Emails</c>.</summary>
public sealed class PlatformAdmin : IRequirement
{
    public static Refusal? Check(ICaller caller) =>
        SignIn.Check(caller)
        ?? (caller.IsPlatformAdmin ? null : Refusal.Forbidden("Only platform administrators may do this."));
}

/// <summary>The product itself, for what jobs and the operator's shell do. Nobody fulfils it over HTTP.</summary>
public sealed class TheSystem : IRequirement
{
    public static Refusal? Check(ICaller caller) =>
        caller.IsSystem ? null : Refusal.Forbidden("Only the product itself does this.");
}
