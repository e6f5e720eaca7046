using FluentValidation;

namespace MySaas.Application.Auditing;

internal static class Validation
{
    /// <summary>Faults are told by the names of the query's parameters.</summary>
    public static IRuleBuilderOptionsConditions<T, AuditFilter> IsAuditFilter<T>(this IRuleBuilder<T, AuditFilter> rule) =>
        rule.Custom((filter, context) =>
        {
            // PostgreSQL refuses to be asked for NUL.
            if (filter.Action is { } action && action.Any(char.IsControl))
                context.AddFailure(nameof(filter.Action), "A control character is in no action.");
            if (filter.To <= filter.From)
                context.AddFailure(nameof(filter.To), "The end is after the beginning.");
        });
}
