using FluentValidation;
using MySaas.Domain.Auth;
using MySaas.Domain.Users;

namespace MySaas.Application.Auth;

/// <summary>Shapes that several messages share.</summary>
internal static class Validation
{
    public static IRuleBuilderOptions<T, string> IsEmail<T>(this IRuleBuilder<T, string> rule) =>
        rule.Must(text => EmailAddress.TryParse(text, out _)).WithMessage("This is not a mail address.");

    /// <summary>A password that somebody has already: only its presence is checked, or else an old policy would lock them out.</summary>
    public static IRuleBuilderOptions<T, string> IsPassword<T>(this IRuleBuilder<T, string> rule) =>
        rule.Must(text => !string.IsNullOrEmpty(text)).WithMessage("The password is missing.");

    /// <param name="rule">The new password.</param>
    /// <param name="email">The address it must differ from.</param>
    public static IRuleBuilderOptionsConditions<T, string> IsNewPassword<T>(this IRuleBuilder<T, string> rule, Func<T, string?> email) =>
        rule.Custom((password, context) =>
        {
            if (PasswordPolicy.FaultOf(password ?? "", email(context.InstanceToValidate)) is { } fault)
                context.AddFailure(fault);
        });

    public static IRuleBuilderOptions<T, string> IsDisplayName<T>(this IRuleBuilder<T, string> rule) =>
        rule.Must(name => name?.Trim() is { Length: > 0 and <= User.MaxDisplayNameLength } trimmed && trimmed.All(IsPrintable))
            .WithMessage($"A display name has 1 to {User.MaxDisplayNameLength} characters, none of them a control character.");

    public static IRuleBuilderOptions<T, string> IsToken<T>(this IRuleBuilder<T, string> rule) =>
        rule.Must(text => !string.IsNullOrEmpty(text)).WithMessage("The token is missing.");

    public static IRuleBuilderOptions<T, string> IsCode<T>(this IRuleBuilder<T, string> rule) =>
        rule.Must(text => !string.IsNullOrWhiteSpace(text)).WithMessage("The code is missing.");

    private static bool IsPrintable(char c) => !char.IsControl(c);
}
