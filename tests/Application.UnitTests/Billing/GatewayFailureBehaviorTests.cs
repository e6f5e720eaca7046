using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using MySaas.Application.Billing;
using MySaas.Application.Common;
using static MySaas.Application.UnitTests.Common.RefusalConstraints;

namespace MySaas.Application.UnitTests.Billing;

/// <summary>What the provider's failures mean to whoever asked, and which of them need another key next time.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class GatewayFailureBehaviorTests
{
    private static readonly CancelSubscription Command = new(Guid.CreateVersion7());

    private readonly Mock<IFailedWrites> _failed = new();

    [Test]
    public void Silence_is_a_503_and_the_next_try_goes_under_the_same_key()
    {
        Assert.That(() => SendAsync(new GatewayUnavailableException("reset")), IsRefused(RefusalKind.Unavailable, "billing.unavailable"));

        _failed.Verify(failed => failed.NoteAsync(It.IsAny<Guid>()), Times.Never);
    }

    [Test]
    public void A_failure_that_is_replayed_is_a_503_and_the_next_try_goes_under_another_key()
    {
        Assert.That(
            () => SendAsync(new GatewayUnavailableException("500") { IsReplayed = true }), IsRefused(RefusalKind.Unavailable, "billing.unavailable"));

        _failed.Verify(failed => failed.NoteAsync(Command.OrganizationId), Times.Once);
    }

    [TestCase("card_declined", RefusalKind.PaymentRequired, "billing.payment_required")]
    [TestCase("expired_card", RefusalKind.PaymentRequired, "billing.payment_required")]
    [TestCase("subscription_payment_intent_requires_action", RefusalKind.PaymentRequired, "billing.payment_required")]
    [TestCase("parameter_unknown", RefusalKind.Conflict, "billing.refused")]
    public void A_no_has_a_code_of_ours_and_goes_under_another_key_next_time(string code, RefusalKind kind, string ours)
    {
        Assert.That(() => SendAsync(new GatewayRefusedException(code, "Stripe's own words")), IsRefused(kind, ours));

        _failed.Verify(failed => failed.NoteAsync(Command.OrganizationId), Times.Once);
    }

    [Test]
    public void A_refusal_has_none_of_the_providers_words() =>
        Assert.That(SubscriptionRefusals.Of(new GatewayRefusedException("x", "Stripe's own words")).Message, Does.Not.Contain("Stripe's own words"));

    [Test]
    public void Another_failure_is_not_its_business() =>
        Assert.That(() => SendAsync(new InvalidOperationException("a fault of ours")), Throws.InvalidOperationException);

    private Task<SubscriptionDto> SendAsync(Exception failure) =>
        new GatewayFailureBehavior<CancelSubscription, SubscriptionDto>(
                _failed.Object, NullLogger<GatewayFailureBehavior<CancelSubscription, SubscriptionDto>>.Instance)
            .Handle(Command, CancellationToken.None, () => throw failure);
}
