using MySaas.Application.Billing;
using MySaas.Domain.Billing;

namespace MySaas.Application.UnitTests.Billing;

/// <summary>What of the provider's list is worth a look.</summary>
public sealed class OurSubscriptionTests
{
    private static readonly SubscriptionState Active = Market.Active(Market.Pro);
    private static readonly SubscriptionState Ended = Active with { Status = SubscriptionStatus.Canceled };
    private static readonly SubscriptionState Other = Active with { SubscriptionId = "sub_2" };
    private static readonly SubscriptionState OtherEnded = Ended with { SubscriptionId = "sub_2" };

    [Test]
    public void The_same_is_no_news() => Assert.That(Holding(Active).IsNews(Active), Is.False);

    [Test]
    public void Any_other_value_is() => Assert.That(Holding(Active).IsNews(Active with { Seats = 2 }), Is.True);

    [Test]
    public void Seats_that_are_not_the_members_are_although_both_sides_agree()
    {
        Assert.That((Holding(Active) with { Members = 2 }).IsNews(Active), Is.True);
        Assert.That((Holding(Ended) with { Members = 2 }).IsNews(Ended), Is.False);
    }

    [TestCase(null, true)]
    [TestCase(InvoiceStatus.Draft, true)]
    [TestCase(InvoiceStatus.Open, true)]
    [TestCase(InvoiceStatus.Paid, false)]
    [TestCase(InvoiceStatus.Void, false)]
    [TestCase(InvoiceStatus.Uncollectible, false)]
    public void An_invoice_that_may_have_been_paid_meanwhile_is(InvoiceStatus? invoice, bool isNews)
    {
        var billed = Active with { LatestInvoiceId = "in_1" };

        Assert.That(Holding(billed, invoice: invoice).IsNews(billed), Is.EqualTo(isNews));
    }

    [TestCase(null, true)]
    [TestCase(InvoiceStatus.Open, false)]
    public void Of_a_subscription_that_is_over_an_open_invoice_stays_open(InvoiceStatus? invoice, bool isNews)
    {
        var billed = Ended with { LatestInvoiceId = "in_1" };

        Assert.That(Holding(billed, invoice: invoice).IsNews(billed), Is.EqualTo(isNews));
    }

    [Test]
    public void One_where_we_know_of_none_is() => Assert.That(Holding(null).IsNews(Ended), Is.True);

    [Test]
    public void One_that_goes_on_beside_ours_is_until_it_is_known()
    {
        Assert.That(Holding(Active).IsNews(Other), Is.True);
        Assert.That(Holding(Active, second: "sub_2").IsNews(Other), Is.False);
    }

    [Test]
    public void One_that_goes_on_where_ours_is_over_is_even_if_it_was_the_second() =>
        Assert.That(Holding(Ended, second: "sub_2").IsNews(Other), Is.True);

    [Test]
    public void What_is_over_and_older_than_ours_is_history()
    {
        Assert.That(Holding(Active).IsNews(OtherEnded), Is.False);
        Assert.That(Holding(Ended).IsNews(OtherEnded), Is.False);
        Assert.That(Holding(Ended).IsNews(OtherEnded with { CreatedAt = Ended.CreatedAt.AddSeconds(1) }), Is.True);
    }

    [Test]
    public void A_customer_counts_before_a_claim_and_a_stranger_is_nobodys()
    {
        var (mine, claimed) = (Holding(Active), Holding(null) with { CustomerId = null });
        var all = new OurSubscriptions([mine, claimed]);

        Assert.That(all.OwnerOf(new ListedSubscription(Active, claimed.OrganizationId)), Is.EqualTo(mine));
        Assert.That(all.OwnerOf(new ListedSubscription(Active with { CustomerId = "cus_9" }, claimed.OrganizationId)), Is.EqualTo(claimed));
        Assert.That(all.OwnerOf(new ListedSubscription(Active with { CustomerId = "cus_9" }, Claimant: null)), Is.Null);
        Assert.That(all.OwnerOf(new ListedSubscription(Active with { CustomerId = "cus_9" }, Guid.CreateVersion7())), Is.Null);
    }

    private static OurSubscription Holding(SubscriptionState? state, string? second = null, InvoiceStatus? invoice = null) =>
        new(Guid.CreateVersion7(), "cus_1", state, second, invoice, Members: 1);
}
