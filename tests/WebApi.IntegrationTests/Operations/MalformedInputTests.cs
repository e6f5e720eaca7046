using System.Net.Http.Headers;
using System.Text;
using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Operations;

/// <summary>Whatever is wrong with a request, the answer is a problem in JSON.</summary>
[OnEachEngine]
public sealed class MalformedInputTests(Engine engine) : ApiTests(engine)
{
    [TestCase("nothing/here")]
    [TestCase("auth")]
    [TestCase("users/exports/not-an-id")]
    [TestCase("/nothing")]
    [TestCase("/api/v2/users/me")]
    public async Task An_unknown_route_is_a_404_also_for_a_browser(string path)
    {
        var answer = await App.Client().SendAsync(HttpMethod.Get, path, body: null, ("Accept", "text/html"));

        await answer.ShouldBeProblem(404, "not_found");
    }

    [TestCase("GET", "auth/login")]
    [TestCase("PUT", "users/me")]
    [TestCase("TRACE", "users/me")]
    [TestCase("POST", "auth/sessions")]
    public async Task A_method_that_the_route_does_not_know_is_a_405(string method, string path)
    {
        var answer = await App.Client().SendAsync(new HttpMethod(method), path);

        await answer.ShouldBeProblem(405, "method_not_allowed");
        Assert.That(answer.Header("Allow"), Is.Not.Empty);
    }

    [TestCase("text/plain")]
    [TestCase("application/xml")]
    [TestCase("application/x-www-form-urlencoded")]
    [TestCase("multipart/form-data; boundary=x")]
    [TestCase("application/json; charset=klingon")]
    [TestCase("application/json; charset=utf-16")]
    public async Task A_body_that_is_no_JSON_by_its_type_is_a_415(string contentType)
    {
        var body = new ByteArrayContent("{\"email\":\"ann@example.com\"}"u8.ToArray());
        body.Headers.TryAddWithoutValidation("Content-Type", contentType);

        var answer = await App.Client().PostAsync("auth/forgot-password", body);

        await answer.ShouldBeProblem(415, "unsupported_media_type");
    }

    [TestCase("")]
    [TestCase(" ")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("\"ann@example.com\"")]
    [TestCase("42")]
    [TestCase("{")]
    [TestCase("{\"email\"}")]
    [TestCase("{'email':'ann@example.com'}")]
    [TestCase("{\"email\":\"ann@example.com\"} {}")]
    [TestCase("{\"email\":\"ann@example.com\",}")]
    [TestCase("// a comment\n{}")]
    public async Task A_body_that_is_no_object_is_a_400(string body)
    {
        var answer = await App.Client().PostAsync("auth/forgot-password", ApiClient.Raw(body));

        await answer.ShouldBeProblem(400, "validation.failed");
    }

    [TestCase("42")]
    [TestCase("true")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("\"\\ud800\"")]
    public async Task A_member_of_the_wrong_type_is_named(string value)
    {
        var answer = await App.Client().PostAsync("auth/forgot-password", ApiClient.Raw($$"""{"email":{{value}}}"""));

        await answer.ShouldBeInvalid("email");
    }

    [Test]
    public async Task No_body_at_all_has_no_type_either()
    {
        await App.Client().PostAsync("auth/forgot-password").ShouldBeProblem(415, "unsupported_media_type");
    }

    [Test]
    public async Task Bytes_that_are_no_text_are_a_400()
    {
        var body = new ByteArrayContent([0x7B, 0x22, 0xC3, 0x28, 0x22, 0x3A, 0x22, 0xFF, 0xFE, 0x22, 0x7D]);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        await App.Client().PostAsync("auth/forgot-password", body).ShouldBeProblem(400, "validation.failed");
    }

    [TestCase("limit[x=1")]
    [TestCase("limit[0]=1&[]=&=")]
    [TestCase("&&=&%=%zz")]
    public async Task A_query_in_a_syntax_of_its_own_is_no_fault(string query)
    {
        await (await SignedInAsync()).GetAsync($"auth/sessions?{query}").ShouldBe(200);
    }

    [Test]
    public async Task A_nest_of_a_hundred_thousand_arrays_is_a_400()
    {
        var nest = new StringBuilder("{\"email\":").Append('[', 100_000).Append(']', 100_000).Append('}').ToString();

        await App.Client().PostAsync("auth/forgot-password", ApiClient.Raw(nest)).ShouldBeProblem(400, "validation.failed");
        await App.Client().PostAsync("auth/forgot-password", ApiClient.Raw(nest[..50_000])).ShouldBeProblem(400, "validation.failed");
    }

    [Test]
    public async Task Members_that_nobody_asked_for_are_ignored()
    {
        var body = new { email = "ann@example.com", role = "owner", nested = new { deep = 1 } };

        var answer = await App.Client().PostAsync("auth/forgot-password", body);

        await answer.ShouldBe(202);
    }

    [Test]
    public async Task The_fields_are_named_as_the_client_wrote_them()
    {
        var laptop = await SignedInAsync();

        await laptop.PostAsync("auth/change-password", new { }).ShouldBeInvalid("currentPassword", "newPassword");
        await laptop.PostAsync("auth/change-email", new { }).ShouldBeInvalid("newEmail", "password");
    }
}
