using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using MySaas.StripeSimulator.Hosting;
using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.World;
using Stripe;
using File = System.IO.File;

namespace MySaas.StripeSimulator.Tests;

public sealed class HostingTests
{
    [Test]
    public async Task Webhooks_are_posted_signed_and_tried_again()
    {
        var received = new ConcurrentQueue<(string Body, string Signature)>();
        var done = new TaskCompletionSource();
        await using var receiver = await ListenAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            received.Enqueue((await reader.ReadToEndAsync(), context.Request.Headers["Stripe-Signature"]!));
            context.Response.StatusCode = received.Count == 1 ? 500 : 200;
            if (received.Count == 2)
                done.SetResult();
        });
        await using var host = await StripeSimulatorHost.StartAsync(new WorldOptions { DeliversWebhooks = true, WebhookRetries = [TimeSpan.Zero] });
        host.World.Control.AddWebhookEndpoint(new Uri(receiver.Urls.First()), ["whsec_hosted"], ["customer.created"]);

        await ClientOf(host).V1.Customers.CreateAsync(new CustomerCreateOptions());
        await done.Task.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.That(received.Select(delivery => delivery.Body).Distinct().Count(), Is.EqualTo(1));
        foreach (var (body, signature) in received)
            EventUtility.ValidateSignature(body, signature, "whsec_hosted");
    }

    [Test]
    public async Task A_reset_is_one_over_the_wire_too()
    {
        await using var host = await StripeSimulatorHost.StartAsync();
        host.World.Faults.Add(new Fault(FaultKind.Reset) { Times = null });

        Assert.That(
            async () => await ClientOf(host).V1.Customers.CreateAsync(new CustomerCreateOptions()), Throws.TypeOf<HttpRequestException>());
        Assert.That(host.World.Requests.Total, Is.EqualTo(3), "the client tries twice more");
    }

    [Test]
    public async Task A_world_survives_its_process()
    {
        var path = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{Guid.CreateVersion7():N}.json");
        var first = new StripeWorld();
        first.Control.AddWebhookEndpoint(new Uri("http://nowhere.example/"), ["whsec_kept"]);
        using var http = new HttpClient(new SimulatorHandler(first));
        var client = new StripeClient("sk_test_kept", httpClient: new SystemNetHttpClient(http));
        var customer = await client.V1.Customers.CreateAsync(new CustomerCreateOptions { Name = "Ada" }, new() { IdempotencyKey = "kept" });
        first.Control.Advance(TimeSpan.FromDays(3));
        await File.WriteAllTextAsync(path, first.Snapshot().ToString());

        var second = new StripeWorld();
        second.Restore(await File.ReadAllBytesAsync(path));

        using var httpAgain = new HttpClient(new SimulatorHandler(second));
        var again = new StripeClient("sk_test_kept", httpClient: new SystemNetHttpClient(httpAgain));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await again.V1.Customers.GetAsync(customer.Id)).Name, Is.EqualTo("Ada"));
            Assert.That((await again.V1.Customers.CreateAsync(new() { Name = "Ada" }, new() { IdempotencyKey = "kept" })).Id, Is.EqualTo(customer.Id));
            Assert.That(second.Clock.Offset, Is.EqualTo(TimeSpan.FromDays(3)));
            Assert.That(second.Webhooks.Pending.Single().Event.Type, Is.EqualTo("customer.created"));
            Assert.That((await again.V1.Customers.CreateAsync(new CustomerCreateOptions())).Id, Is.Not.EqualTo(customer.Id));
        }
    }

    [Test]
    public void A_program_in_development_that_names_the_assembly_is_led_to_the_simulator()
    {
        var builder = Builder("Development");

        Assert.That(builder.Configuration.GetSection("Stripe:ApiBase").Value, Is.EqualTo("http://localhost:5391/dev/stripe"));
        Assert.That(builder.Services.Any(service => service.ServiceType == typeof(StripeWorld)), Is.True);
    }

    [TestCase("Development", "--Stripe:SecretKey=sk_test_own")]
    [TestCase("Production")]
    public void Elsewhere_or_with_a_key_of_ones_own_the_simulator_stays_out(string environment, params string[] arguments)
    {
        var builder = Builder(environment, arguments);

        Assert.That(builder.Configuration.GetSection("Stripe:ApiBase").Value, Is.Null);
        Assert.That(builder.Services.Any(service => service.ServiceType == typeof(StripeWorld)), Is.False);
    }

    [Test]
    public async Task Inside_another_program_it_answers_below_its_path_and_leaves_the_rest_alone()
    {
        var builder = Builder("Development", "--urls=http://127.0.0.1:0");
        await using var app = builder.Build();
        app.MapGet("/", () => "product");
        await app.StartAsync();
        using var http = new HttpClient();

        var product = await http.GetStringAsync(app.Urls.First());
        var page = await http.GetStringAsync($"{app.Urls.First()}/dev/stripe");
        var client = new StripeClient(new StripeClientOptions { ApiKey = "sk_test_x", ApiBase = $"{app.Urls.First()}/dev/stripe" });

        Assert.That(product, Is.EqualTo("product"));
        Assert.That(page, Does.Contain($"{app.Urls.First()}/dev/stripe/v1"));
        Assert.That(await client.V1.Customers.ListAsync(), Is.Empty);
    }

    private static WebApplicationBuilder Builder(string environment, params string[] arguments) => WebApplication.CreateBuilder(new WebApplicationOptions
    {
        EnvironmentName = environment,
        ContentRootPath = TestContext.CurrentContext.WorkDirectory,
        Args = ["--hostingStartupAssemblies=StripeSimulator", "--urls=http://*:5391", .. arguments],
    });

    private static StripeClient ClientOf(StripeSimulatorHost host) => new(new StripeClientOptions { ApiKey = "sk_test_x", ApiBase = host.BaseUrl });

    private static async Task<WebApplication> ListenAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return app;
    }
}
