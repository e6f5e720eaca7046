using FluentValidation;
using MySaas.Domain.Billing;

namespace MySaas.Application.Billing;

/// <summary>Shapes that several messages share.</summary>
internal static class Validation
{
    public static IRuleBuilderOptions<T, string> IsPlan<T>(this IRuleBuilder<T, string> rule, PlanCatalog plans) =>
        rule.Must(code => code is not null && plans.Find(code) is not null).WithMessage("There is no such plan.");

    public static IRuleBuilderOptions<T, string> IsSold<T>(this IRuleBuilder<T, string> rule, PlanCatalog plans) =>
        rule.Must(code => code is not null && plans.Find(code) is { Prices.Count: > 0 }).WithMessage("There is no such plan to buy.");

    /// <summary>Of a plan that is not there, or is free, nothing more is said.</summary>
    public static IRuleBuilderOptions<T, BillingInterval?> IsSoldFor<T>(
        this IRuleBuilder<T, BillingInterval?> rule, Func<T, string> planOf, PlanCatalog plans) =>
        rule.Must((message, interval) => interval is { } given
                && Enum.IsDefined(given)
                && (planOf(message) is not { } code || plans.Find(code) is not { Prices.Count: > 0 } plan || plan.PriceFor(given) is not null))
            .WithMessage("The plan is sold by the month or by the year, as its prices say.");
}
