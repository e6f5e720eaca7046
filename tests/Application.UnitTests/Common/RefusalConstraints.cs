using MySaas.Application.Common;
using MySaas.Domain.Common;
using NUnit.Framework.Constraints;

namespace MySaas.Application.UnitTests.Common;

/// <summary>Lets a test name the refusal that it expects.</summary>
internal static class RefusalConstraints
{
    public static IResolveConstraint IsRefused(RefusalKind kind, string code) =>
        Throws.TypeOf<RefusedException>()
            .With.Property(nameof(RefusedException.Refusal)).Property(nameof(Refusal.Code)).EqualTo(code)
            .And.Property(nameof(RefusedException.Refusal)).Property(nameof(Refusal.Kind)).EqualTo(kind);

    public static IResolveConstraint IsNotFound => IsRefused(RefusalKind.NotFound, "not_found");

    public static IResolveConstraint BreaksRule(string code) =>
        Throws.TypeOf<BrokenRuleException>().With.Property(nameof(BrokenRuleException.Code)).EqualTo(code);
}
