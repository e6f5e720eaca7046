using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Billing;

/// <summary>Whoever is gone pays no more.</summary>
[OnEachEngine]
internal sealed class ErasedOrganizationTests(Engine engine) : BillingTests(engine)
{
    private static readonly TimeSpan Grace = TimeSpan.FromDays(8);

    protected override (string Key, string Value)[] Own => [("Users:DeletionGracePeriod", "00:00:00")];

    [Test]
    public async Task An_organization_that_is_erased_is_cancelled_at_Stripe()
    {
        var team = await SubscribedAsync();

        await team.Owner.DeleteAsync(team.Path).ShouldBe(202);
        await SettleAsync();
        Assert.That(OfStripe(team).Status, Is.EqualTo("active"), "it can be restored");
        await PassAsync(Grace);

        Assert.That(OfStripe(team).Status, Is.EqualTo("canceled"));
    }

    [Test]
    public async Task An_organization_that_goes_with_its_only_members_account_is_cancelled_too()
    {
        var team = await SubscribedAsync();

        await team.Owner.DeleteAsync("users/me", new { password = Password }).ShouldBe(202);
        await SettleAsync();

        Assert.That(OfStripe(team).Status, Is.EqualTo("canceled"));
    }

    [TestCase(false, "expired")]
    [TestCase(true, "complete")]
    public async Task A_checkout_that_is_open_is_closed_and_what_was_paid_in_it_is_cancelled(bool paid, string status)
    {
        var team = await FoundTeamAsync();
        await team.Owner.DeleteAsync(team.Path).ShouldBe(202);
        await team.Owner.PostAsync($"{team.Path}/billing/checkout", new { planCode = "pro", interval = "month" }).ShouldBeProblem(409, "organizations.closed");
        await team.Owner.PostAsync($"{team.Path}/restore").ShouldBe(204);
        var (_, session) = await CheckOutAsync(team);

        await team.Owner.DeleteAsync("users/me", new { password = Password }).ShouldBe(202);
        if (paid)
            Stripe.Control.PayCheckout(session);
        await SettleAsync();

        Assert.That(Stripe.CheckoutSessions[session].Status, Is.EqualTo(status).Or.EqualTo("expired"));
        Assert.That(Stripe.Subscriptions.Where(found => found.Metadata["organization_id"] == team.Id.ToString()).Select(found => found.HasEnded), Has.All.True);
    }

    [Test]
    public async Task A_member_whose_account_is_erased_is_not_paid_for_any_more()
    {
        var team = await SubscribedAsync();
        var member = await team.TakeInAsync(await SignedInAsync(), "member");
        await SettleAsync();
        Assert.That(OfStripe(team).Items.Single().Quantity, Is.EqualTo(2));

        await member.DeleteAsync("users/me", new { password = Password }).ShouldBe(202);
        await SettleAsync();

        Assert.That(OfStripe(team).Items.Single().Quantity, Is.EqualTo(1));
    }
}
