using System.Net;
using System.Text;
using MySaas.StripeSimulator.Customers;
using MySaas.StripeSimulator.Hosting;
using MySaas.StripeSimulator.World;
using Stripe;

namespace MySaas.StripeSimulator.Tests;

/// <summary>What a person does in a browser, done with plain requests.</summary>
public sealed class PageTests
{
    [Test]
    public async Task A_checkout_is_paid_with_a_form_and_leads_back_to_the_shop()
    {
        await using var shop = await Shop.OpenAsync();
        var url = await shop.CheckoutAsync();

        var page = await shop.Browser.GetAsync(url);
        var paid = await shop.Browser.PostAsync(url, Form(("card", "4242424242424242")));

        var html = await page.Content.ReadAsStringAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(html, Does.Contain("Simulator, no real money").And.Contain("40.00 USD").And.Not.Contain("<script"));
            Assert.That(page.Headers.GetValues("Content-Security-Policy").Single(), Does.Contain("form-action 'self' https://app.example"));
            Assert.That(paid.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
            Assert.That(paid.Headers.Location!.ToString(), Is.EqualTo($"https://app.example/thanks?id={url.Segments[^1]}"));
            Assert.That(shop.World.Subscriptions.Single().Status, Is.EqualTo("active"));
        }
    }

    [TestCase("4000000000000002")]
    [TestCase("1234")]
    public async Task A_refusal_is_told_and_the_form_is_there_again(string card)
    {
        await using var shop = await Shop.OpenAsync();
        var url = await shop.CheckoutAsync();

        var refused = await shop.Browser.PostAsync(url, Form(("number", card)));

        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.PaymentRequired));
        Assert.That(await refused.Content.ReadAsStringAsync(), Does.Contain("role=\"alert\"").And.Contain("name=\"card\""));
        Assert.That(shop.World.Subscriptions, Is.Empty);
    }

    [TestCase("true", HttpStatusCode.SeeOther, 1)]
    [TestCase("false", HttpStatusCode.PaymentRequired, 0)]
    public async Task A_bank_asks_and_the_person_answers(string answer, HttpStatusCode status, int subscriptions)
    {
        await using var shop = await Shop.OpenAsync();
        var url = await shop.CheckoutAsync();

        var asked = await shop.Browser.PostAsync(url, Form(("card", "4000002760003184")));
        var answered = await shop.Browser.PostAsync(url, Form(("card", "4000002760003184"), ("authenticates", answer)));

        Assert.That(await asked.Content.ReadAsStringAsync(), Does.Contain("Your bank asks"));
        Assert.That(answered.StatusCode, Is.EqualTo(status));
        Assert.That(shop.World.Subscriptions, Has.Count.EqualTo(subscriptions));
    }

    [Test]
    public async Task A_card_can_be_told_to_fail_later_and_the_invoice_is_paid_on_its_page()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Browser.PostAsync(await shop.CheckoutAsync(), Form(("card", "4242424242424242"), ("fails_later", "true")));
        await shop.Browser.PostAsync($"{shop.BaseUrl}/_control/clock/advance", Form(("days", "32")));
        var invoice = shop.World.Invoices.Last();
        var failed = shop.World.Subscriptions.Single().Status;

        var open = await shop.Browser.GetStringAsync($"{shop.BaseUrl}/pages/invoices/{invoice.Id}");
        await shop.Browser.PostAsync($"{shop.BaseUrl}/pages/invoices/{invoice.Id}/pay", Form(("card", "4242424242424242")));

        Assert.That(open, Does.Contain("Pay 40.00 USD"));
        Assert.That((failed, shop.World.Subscriptions.Single().Status, invoice.Status), Is.EqualTo(("past_due", "active", "paid")));
    }

    [Test]
    public async Task A_promotion_code_is_typed_at_checkout()
    {
        await using var shop = await Shop.OpenAsync();
        var coupon = await shop.Stripe.V1.Coupons.CreateAsync(new CouponCreateOptions { PercentOff = 50, Duration = "once", Name = "Half" });
        await shop.Stripe.V1.PromotionCodes.CreateAsync(new() { Code = "HALF", Promotion = new() { Coupon = coupon.Id, Type = "coupon" } });
        var url = await shop.CheckoutAsync(options => options.AllowPromotionCodes = true);

        var reduced = await shop.Browser.PostAsync($"{url}/promotion-code", Form(("code", "half")));
        await shop.Browser.PostAsync(url, Form(("card", "4242424242424242")));

        Assert.That(await reduced.Content.ReadAsStringAsync(), Does.Contain("Half").And.Contain("20.00 USD"));
        Assert.That(shop.World.Invoices.Single().AmountPaid, Is.EqualTo(2000));
    }

    [Test]
    public async Task The_portal_cancels_by_date_takes_it_back_and_changes_the_card()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Browser.PostAsync(await shop.CheckoutAsync(), Form(("card", "4242424242424242")));
        var subscription = shop.World.Subscriptions.Single();
        var session = await shop.Stripe.V1.BillingPortal.Sessions.CreateAsync(
            new() { Customer = subscription.CustomerId, ReturnUrl = "https://app.example/" });

        await shop.Browser.PostAsync($"{session.Url}/cancel", Form(("subscription", subscription.Id)));
        var (cancelAt, atPeriodEnd) = (subscription.CancelAt, subscription.CancelAtPeriodEnd);
        var page = await shop.Browser.GetStringAsync(session.Url);
        await shop.Browser.PostAsync($"{session.Url}/resume", Form(("subscription", subscription.Id)));
        await shop.Browser.PostAsync($"{session.Url}/card", Form(("card", "4000000000000002")));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((cancelAt, atPeriodEnd), Is.EqualTo(((DateTimeOffset?)subscription.CurrentPeriodEnd, false)));
            Assert.That(page, Does.Contain("Ends on").And.Contain("Do not cancel").And.Contain("-0001"));
            Assert.That(subscription.CancelAt, Is.Null);
            Assert.That(shop.World.PaymentMethods[subscription.DefaultPaymentMethodId!].Outcome, Is.EqualTo(PaymentOutcome.Declines));
        }
    }

    [Test]
    public async Task An_invoice_is_a_readable_PDF()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Browser.PostAsync(await shop.CheckoutAsync(), Form(("card", "4242424242424242")));

        var file = await shop.Browser.GetByteArrayAsync($"{shop.BaseUrl}/pages/invoices/{shop.World.Invoices.Single().Id}/pdf");

        var text = Encoding.Latin1.GetString(file);
        var table = int.Parse(text.Split("startxref\n")[1].Split('\n')[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.That(text, Does.StartWith("%PDF-1.4").And.Contain("Total: 40.00 USD").And.EndWith("%%EOF\n"));
        Assert.That(text[table..], Does.StartWith("xref\n"));
    }

    [Test]
    public async Task What_people_type_is_encoded()
    {
        await using var shop = await Shop.OpenAsync();
        var url = await shop.CheckoutAsync(customer: "<b>Ada</b>");
        await shop.Browser.PostAsync(url, Form(("card", "4242424242424242")));

        var page = await shop.Browser.GetStringAsync(shop.BaseUrl);

        Assert.That(page, Does.Contain("&lt;b&gt;Ada").And.Not.Contain("<b>Ada"));
    }

    [TestCase("_control/faults", "{", HttpStatusCode.BadRequest)]
    [TestCase("_control/faults", "{\"kind\":\"melt\"}", HttpStatusCode.BadRequest)]
    [TestCase("_control/webhooks/endpoints", "{\"url\":\"no url\"}", HttpStatusCode.BadRequest)]
    [TestCase("_control/clock/advance", "{\"days\":-1}", HttpStatusCode.BadRequest)]
    [TestCase("_control/nothing", "{}", HttpStatusCode.NotFound)]
    public async Task A_control_that_cannot_be_followed_says_so(string path, string json, HttpStatusCode status)
    {
        await using var shop = await Shop.OpenAsync();

        var answer = await shop.Browser.PostAsync($"{shop.BaseUrl}/{path}", new StringContent(json, Encoding.UTF8, "application/json"));

        Assert.That(answer.StatusCode, Is.EqualTo(status));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("\"message\""));
    }

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    /// <summary>A simulator on a port of its own, a client, and a browser that follows no redirect.</summary>
    private sealed class Shop(StripeSimulatorHost host) : IAsyncDisposable
    {
        public StripeWorld World => host.World;

        public string BaseUrl => host.BaseUrl;

        public HttpClient Browser { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });

        public StripeClient Stripe { get; } = new(new StripeClientOptions { ApiKey = "sk_test_shop", ApiBase = host.BaseUrl });

        public static async Task<Shop> OpenAsync() => new(await StripeSimulatorHost.StartAsync());

        public async Task<Uri> CheckoutAsync(Action<global::Stripe.Checkout.SessionCreateOptions>? adjust = null, string customer = "Ada")
        {
            var product = await Stripe.V1.Products.CreateAsync(new ProductCreateOptions { Name = "Pro" });
            var price = await Stripe.V1.Prices.CreateAsync(new PriceCreateOptions
            {
                Product = product.Id,
                Currency = "usd",
                UnitAmount = 2000,
                Recurring = new() { Interval = "month" },
            });
            var options = new global::Stripe.Checkout.SessionCreateOptions
            {
                Mode = "subscription",
                Customer = (await Stripe.V1.Customers.CreateAsync(new CustomerCreateOptions { Name = customer })).Id,
                SuccessUrl = "https://app.example/thanks?id={CHECKOUT_SESSION_ID}",
                CancelUrl = "https://app.example/plans",
                LineItems = [new() { Price = price.Id, Quantity = 2 }],
            };
            adjust?.Invoke(options);
            return new Uri((await Stripe.V1.Checkout.Sessions.CreateAsync(options)).Url);
        }

        public async ValueTask DisposeAsync()
        {
            Browser.Dispose();
            await host.DisposeAsync();
        }
    }
}
