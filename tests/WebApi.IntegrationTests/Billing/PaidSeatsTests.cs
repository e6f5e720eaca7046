using MySaas.StripeSimulator.Protocol;
using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Billing;

/// <summary>Members come and go; what is paid at Stripe follows, and nobody waits for it.</summary>
[OnEachEngine]
internal sealed class PaidSeatsTests(Engine engine) : BillingTests(engine)
{
    [Test]
    public async Task A_member_who_joins_is_paid_for_with_the_share_of_the_period_that_is_left()
    {
        var team = await SubscribedAsync();
        await PassAsync(TimeSpan.FromDays(15));
        team = team with { Owner = await team.Owner.Person.SignInAsync() };

        await team.TakeInAsync(await SignedInAsync(), "member");
        await SettleAsync();

        Assert.That((await SubscriptionOfAsync(team)).GetProperty("seats").GetInt32(), Is.EqualTo(2));
        Assert.That(SeatsOf(team), Is.EqualTo(2));
        await PassAsync(TimeSpan.FromDays(17));
        team = team with { Owner = await team.Owner.Person.SignInAsync() };
        Assert.That((await InvoicesOfAsync(team))[0].GetProperty("amountPaid").GetInt64(), Is.InRange(2400 + 500, 2400 + 700), "two seats, and half a month of one");
    }

    [Test]
    public async Task Members_who_come_and_go_in_parallel_are_what_is_paid_for()
    {
        var team = await SubscribedAsync();
        var guests = new List<SignedIn>();
        for (var i = 0; i < 8; i++)
            guests.Add(await SignedInAsync());
        var tokens = new List<string>();
        foreach (var guest in guests)
            tokens.Add(await team.InviteAsync(team.Owner, guest.Person, "member"));

        await Task.WhenAll(guests.Zip(tokens, async (guest, token) =>
        {
            await guest.PostAsync("invitations/accept", new { token }).ShouldBe(200);
            if (guests.IndexOf(guest) % 2 == 0)
                await team.RemoveAsync(guest, guest).ShouldBe(204);
        }));
        await SettleAsync();

        Assert.That(await team.RolesAsync(), Has.Count.EqualTo(5));
        Assert.That(SeatsOf(team), Is.EqualTo(5));
        Assert.That((await SubscriptionOfAsync(team)).GetProperty("seats").GetInt32(), Is.EqualTo(5));
    }

    [Test]
    public async Task A_number_that_somebody_changes_at_Stripe_is_set_back()
    {
        var team = await SubscribedAsync();
        var subscription = OfStripe(team);

        await Dashboard.V1.Subscriptions.UpdateAsync(subscription.Id, new() { Items = [new() { Id = subscription.Items[0].Id, Quantity = 9 }] });
        await SettleAsync();

        Assert.That(SeatsOf(team), Is.EqualTo(1));
    }

    [Test]
    public async Task Who_joined_between_the_checkout_and_the_payment_is_paid_for()
    {
        var team = await FoundTeamAsync();
        var (_, session) = await CheckOutAsync(team);
        await team.TakeInAsync(await SignedInAsync(), "member");

        Stripe.Control.PayCheckout(session);
        await SettleAsync();

        Assert.That(SeatsOf(team), Is.EqualTo(2));
    }

    [TestCase(FaultKind.ServerError, true)]
    [TestCase(FaultKind.ServerError, false)]
    [TestCase(FaultKind.Reset, true)]
    [TestCase(FaultKind.RateLimit, false)]
    public async Task Members_join_while_Stripe_is_down_and_are_paid_for_when_it_is_back(FaultKind kind, bool takesEffect)
    {
        var team = await SubscribedAsync();
        Stripe.Faults.Add(new Fault(kind) { Times = 5, TakesEffect = takesEffect });

        await team.TakeInAsync(await SignedInAsync(), "member");
        await team.TakeInAsync(await SignedInAsync(), "member");
        await SettleAsync();

        Assert.That(SeatsOf(team), Is.EqualTo(3));
        Assert.That((await SubscriptionOfAsync(team)).GetProperty("seats").GetInt32(), Is.EqualTo(3));
    }

    private long SeatsOf(Team team) => OfStripe(team).Items.Single().Quantity;
}
