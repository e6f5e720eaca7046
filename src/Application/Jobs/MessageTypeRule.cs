using FluentValidation;

namespace MySaas.Application.Jobs;

internal static class MessageTypeRule
{
    /// <summary>A name that some message may be stored under, of this release or another; null for any.</summary>
    public static void MessageType<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Matches(@"\A[a-z0-9_.]{1,100}\z").WithMessage("A type looks like notifications.send_email.v1.");
}
