using MySaas.Domain.Common;
using NUnit.Framework.Constraints;

namespace MySaas.Domain.UnitTests.Common;

/// <summary>Lets a test name the rule that it expects to be broken.</summary>
internal static class RuleConstraints
{
    public static IResolveConstraint BreaksRule(string code) =>
        Throws.TypeOf<BrokenRuleException>().With.Property(nameof(BrokenRuleException.Code)).EqualTo(code);
}
