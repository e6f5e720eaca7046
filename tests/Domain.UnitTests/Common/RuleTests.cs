using MySaas.Domain.Common;
using static MySaas.Domain.UnitTests.Common.RuleConstraints;

namespace MySaas.Domain.UnitTests.Common;

public sealed class RuleTests
{
    [Test]
    public void A_condition_that_holds_breaks_nothing() => Assert.That(() => Pause(isActive: true), Throws.Nothing);

    [Test]
    public void A_condition_that_does_not_hold_breaks_the_rule_by_its_code() =>
        Assert.That(() => Pause(isActive: false), BreaksRule("billing.not_active"));

    [Test]
    public void A_broken_rule_speaks_to_people_in_its_message() =>
        Assert.That(
            () => Pause(isActive: false), Throws.Exception.With.Message.EqualTo("Only an active subscription can be paused."));

    private static void Pause(bool isActive) =>
        Rule.Require(isActive, "billing.not_active", "Only an active subscription can be paused.");
}
