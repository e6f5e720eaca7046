using FluentValidation;
using MySaas.Domain.Organizations;

namespace MySaas.Application.Organizations;

/// <summary>Shapes that several messages share.</summary>
internal static class Validation
{
    public static IRuleBuilderOptions<T, string> IsName<T>(this IRuleBuilder<T, string> rule, int maxLength) =>
        rule.Must(name => name?.Trim() is { Length: > 0 } trimmed && trimmed.Length <= maxLength && !trimmed.Any(char.IsControl))
            .WithMessage($"A name has 1 to {maxLength} characters, none of them a control character.");

    public static IRuleBuilderOptions<T, OrganizationRole?> IsRole<T>(this IRuleBuilder<T, OrganizationRole?> rule) =>
        rule.Must(role => role is { } given && Enum.IsDefined(given)).WithMessage("The role is owner, admin or member.");
}
