using Moq;
using MySaas.Application.Billing;
using MySaas.Application.UnitTests.Common;

namespace MySaas.Application.UnitTests.Billing;

/// <summary>What an organization that is erased leaves at the provider: nothing that goes on.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class StopBillingTests
{
    private static readonly Guid Organization = Guid.CreateVersion7(World.Monday);

    private readonly World _world = new();
    private readonly Mock<IPaymentGateway> _provider = new();

    [Test]
    public async Task What_goes_on_is_asked_to_end()
    {
        _world.Ties.Setup(ties => ties.FindAsync(Organization, It.IsAny<CancellationToken>())).ReturnsAsync(new ProviderTies("sub_1", "cs_1"));

        await RequestAsync();

        Assert.That(_world.Sent.Single().Message, Is.EqualTo(new StopBilling("sub_1", "cs_1")));
    }

    [Test]
    public async Task Who_never_paid_has_nothing_to_end()
    {
        _world.Ties.Setup(ties => ties.FindAsync(Organization, It.IsAny<CancellationToken>())).ReturnsAsync(new ProviderTies(null, null));

        await RequestAsync();

        Assert.That(_world.Sent, Is.Empty);
    }

    [Test]
    public async Task A_checkout_is_closed_and_what_was_bought_in_it_meanwhile_is_cancelled()
    {
        _provider.Setup(provider => provider.FindCheckoutAsync("cs_1", It.IsAny<CancellationToken>()))
            .ReturnsAsync(new CheckoutProgress("cs_1", IsOpen: false, "sub_2"));

        await new StopBillingHandler(_provider.Object).HandleAsync(new StopBilling("sub_1", "cs_1"), World.Context, CancellationToken.None);

        _provider.Verify(provider => provider.ExpireCheckoutAsync("cs_1", It.IsAny<CancellationToken>()));
        _provider.Verify(provider => provider.CancelNowAsync("sub_1", It.IsAny<string>(), It.IsAny<CancellationToken>()));
        _provider.Verify(provider => provider.CancelNowAsync("sub_2", It.IsAny<string>(), It.IsAny<CancellationToken>()));
    }

    private Task RequestAsync() => new BillingStop(_world.Ties.Object, _world.Outbox.Object).RequestAsync(Organization, CancellationToken.None);
}
