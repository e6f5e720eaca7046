using System.Net.Http.Headers;
using MySaas.WebApi.IntegrationTests.Common;

namespace MySaas.WebApi.IntegrationTests.Operations;

/// <summary>What only a real listener does.</summary>
[OnEachEngine]
public sealed class ListenerTests(Engine engine) : ApiTests(engine)
{
    private const int OneMebibyte = 1024 * 1024;

    protected override TestSettings Settings => new() { ListensOnSocket = true };

    [Test]
    public async Task A_body_over_a_mebibyte_is_a_413_whether_it_says_so_or_not([Values] bool saysSo)
    {
        var answer = await PostAsync(OneMebibyte + 1, saysSo);

        await answer.ShouldBeProblem(413, "request_too_large");
    }

    [Test]
    public async Task A_body_just_below_is_read()
    {
        var answer = await PostAsync(OneMebibyte - 1, saysSo: true);

        await answer.ShouldBeInvalid("email");
    }

    [Test]
    public async Task No_answer_names_the_server()
    {
        var client = App.Client();

        Assert.That((await client.GetAsync("/healthz")).Headers.Server, Is.Empty);
        Assert.That((await client.GetAsync("nothing/here")).Headers.Server, Is.Empty);
        Assert.That((await PostAsync(OneMebibyte + 1, saysSo: true)).Headers.Server, Is.Empty);
    }

    [TestCase("%00")]
    [TestCase("a%00b")]
    [TestCase("%FF%FE")]
    public async Task A_path_that_is_no_text_is_refused_without_a_page(string id)
    {
        var answer = await App.Client().GetAsync($"users/exports/{id}");

        Assert.That((int)answer.StatusCode, Is.EqualTo(400).Or.EqualTo(404));
        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.Null.Or.EqualTo("application/problem+json"));
    }

    [Test]
    public async Task Sessions_show_the_clients_address()
    {
        var sessions = await (await SignedInAsync()).GetAsync("auth/sessions").ShouldBeJson();

        Assert.That(sessions.GetProperty("items")[0].Text("ipAddress"), Is.EqualTo("127.0.0.1").Or.EqualTo("::1"));
    }

    private Task<HttpResponseMessage> PostAsync(int size, bool saysSo)
    {
        var json = System.Text.Encoding.ASCII.GetBytes($$"""{"email":"{{new string('x', size - 12)}}"}""");
        HttpContent body = saysSo ? new ByteArrayContent(json) : new StreamContent(new Unmeasured(json));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return App.Client().PostAsync("auth/forgot-password", body);
    }

    /// <summary>A stream whose length nobody knows, so that it is sent in chunks.</summary>
    private sealed class Unmeasured(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
