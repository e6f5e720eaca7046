using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace MySaas.Architecture.Tests;

/// <summary>What the program serves, and to whom. A new endpoint asks for a sign-in or says here why it does not.</summary>
public sealed partial class EndpointsTests
{
    private static readonly Dictionary<string, string> WithoutSignIn = new()
    {
        ["POST api/v1/auth/register"] = "nobody has an account before it",
        ["POST api/v1/auth/confirm-email"] = "the token from the mail is the proof",
        ["POST api/v1/auth/resend-confirmation"] = "who waits for the mail cannot sign in yet",
        ["POST api/v1/auth/login"] = "it is the sign-in",
        ["POST api/v1/auth/refresh"] = "the refresh token is the proof; the access token may have expired",
        ["POST api/v1/auth/logout"] = "the refresh token is the proof; the access token may have expired",
        ["POST api/v1/auth/forgot-password"] = "who has forgotten the password cannot sign in",
        ["POST api/v1/auth/reset-password"] = "the token from the mail is the proof",
        ["GET api/v1/users/exports/{id:guid}"] = "the token in the mailed link is the permission",
        ["GET api/v1/audit-log-exports/{id:guid}"] = "the token in the mailed link is the permission",
        ["GET api/v1/admin/metrics/exports/{id:guid}"] = "the token in the mailed link is the permission",
        ["GET api/v1/billing/plans"] = "what is sold is public",
        ["POST api/v1/webhooks/stripe"] = "the signature is the proof",
        ["GET api/v1/file-links/{fileId:guid}"] = "the signature of the link is the permission",
        ["HEAD api/v1/file-links/{fileId:guid}"] = "the signature of the link is the permission",
        ["PUT api/v1/file-uploads/{uploadId:guid}"] = "the signature of the link is the permission",
        ["* /healthz"] = "orchestrators ask it and hold no account; it tells only that the process lives",
        ["* /readyz"] = "balancers ask it and hold no account; it tells the names of failing checks",
        ["* /metrics"] = "scrapers ask it; Metrics:Port keeps it off the public port",
        ["GET /openapi/{documentName}.json"] = "the contract is public",
        ["GET /docs/{documentName?}"] = "the contract is public",
        ["GET /docs/scalar.js"] = "a part of the page at /docs",
        ["GET /docs/scalar.aspnetcore.js"] = "a part of the page at /docs",
        ["GET /docs/favicon.svg"] = "a part of the page at /docs",
        ["GET /"] = "leads to the page that signs people in",
        ["GET /register"] = "a page that calls the API",
        ["GET /sign-in"] = "a page that calls the API",
        ["GET /confirm-email"] = "a page that mails lead to; its form calls the API",
        ["GET /forgot-password"] = "a page that calls the API",
        ["GET /reset-password"] = "a page that mails lead to; its form calls the API",
        ["GET /confirm-email-change"] = "a page that mails lead to; its form signs in and calls the API",
        ["GET /accept-invitation"] = "a page that mails lead to; its form signs in and calls the API",
        ["GET /account/account.css"] = "a part of those pages",
        ["GET /account/account.js"] = "a part of those pages",
        ["GET /account/form.js"] = "a part of those pages",
        ["GET /billing/thank-you"] = "a page that the payment provider leads back to; its form signs in and calls the API",
        ["GET /billing/cancelled"] = "a page that the payment provider leads back to",
        ["GET /billing/overview"] = "a page that mails lead to; its form signs in and calls the API",
        ["GET /billing/billing.js"] = "a part of those pages",
        ["GET dev/emails"] = "development only: there is no such route elsewhere",
        ["GET dev/inbox"] = "development only: there is no such route elsewhere",
    };

    private RunningProgram _program = null!;
    private IReadOnlyList<(string Method, RouteEndpoint Endpoint)> _served = null!;

    [OneTimeSetUp]
    public void Start()
    {
        _program = new RunningProgram();
        _served =
        [
            .. from source in _program.Services.GetServices<EndpointDataSource>()
               from endpoint in source.Endpoints.OfType<RouteEndpoint>()
               from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["*"]
               select (method, endpoint),
        ];
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _program.DisposeAsync();

    [Test]
    public void Every_endpoint_asks_for_a_sign_in_or_has_a_reason() =>
        ListedExceptions.AssertMatch(_served.Where(served => !AsksForSignIn(served.Endpoint)).Select(Name), WithoutSignIn);

    [Test]
    public async Task What_asks_for_a_sign_in_turns_strangers_away()
    {
        using var client = _program.CreateClient();
        var answers = new List<(string Name, HttpStatusCode Status)>();

        foreach (var (method, endpoint) in _served.Where(served => AsksForSignIn(served.Endpoint)))
        {
            var path = Parameters().Replace(endpoint.RoutePattern.RawText!, Guid.CreateVersion7(DateTimeOffset.UnixEpoch).ToString());
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            using var answer = await client.SendAsync(request);
            answers.Add((Name((method, endpoint)), answer.StatusCode));
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answers, Has.Count.GreaterThan(10));
            Assert.That(answers.Where(answer => answer.Status is not HttpStatusCode.Unauthorized), Is.Empty);
        }
    }

    private static bool AsksForSignIn(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null;

    private static string Name((string Method, RouteEndpoint Endpoint) served) =>
        $"{served.Method} {served.Endpoint.RoutePattern.RawText}";

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameters();
}
