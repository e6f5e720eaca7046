using System.Diagnostics.CodeAnalysis;

namespace MySaas.Domain.Common;

/// <summary>Business rules, stated where they hold.</summary>
public static class Rule
{
    /// <exception cref="BrokenRuleException">The condition is false.</exception>
    public static void Require([DoesNotReturnIf(false)] bool condition, string code, string message)
    {
        if (!condition)
            throw new BrokenRuleException(code, message);
    }

    /// <summary>A rule about who may do it, not about whether it can be done.</summary>
    /// <exception cref="NotAllowedException">The condition is false.</exception>
    public static void Allow([DoesNotReturnIf(false)] bool condition, string message)
    {
        if (!condition)
            throw new NotAllowedException(message);
    }
}

/// <summary>Somebody with another role may do this; this one may not.</summary>
public sealed class NotAllowedException(string message) : Exception(message);

/// <summary>A business rule said no. Callers branch on <see cref="Code"/>, people read the message.</summary>
public sealed class BrokenRuleException(string code, string message) : Exception(message)
{
    /// <summary>Stable and dotted, such as <c>organizations.last_owner</c>.</summary>
    public string Code { get; } = code;
}
