using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace MySaas.WebApi.IntegrationTests.Common;

/// <summary>What an answer is held to. A failure shows the answer's body.</summary>
internal static partial class Answers
{
    private static readonly HashSet<string> OfTheMoment = new(["X-Request-Id", "Date", "Retry-After"], StringComparer.OrdinalIgnoreCase);

    public static async Task<HttpResponseMessage> ShouldBe(this HttpResponseMessage response, int status)
    {
        Assert.That((int)response.StatusCode, Is.EqualTo(status), await response.DescribeAsync());
        return response;
    }

    public static async Task<HttpResponseMessage> ShouldBe(this Task<HttpResponseMessage> response, int status) =>
        await (await response).ShouldBe(status);

    public static async Task ShouldNotBe(this Task<HttpResponseMessage> response, int status) =>
        Assert.That((int)(await response).StatusCode, Is.Not.EqualTo(status), await (await response).DescribeAsync());

    /// <summary>RFC 9457 with our code and the request's id, the challenge on a 401, the wait on a 429, and no stack trace.</summary>
    public static async Task<JsonElement> ShouldBeProblem(this HttpResponseMessage response, int status, string code)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.That((int)response.StatusCode, Is.EqualTo(status), await response.DescribeAsync());
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
        Assert.That(body, Does.Not.Contain("   at ").And.Not.Contain("Exception").And.Not.Contain(".cs:line"));

        var problem = JsonElement.Parse(body);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(problem.Text("code"), Is.EqualTo(code), body);
            Assert.That(problem.GetProperty("status").GetInt32(), Is.EqualTo(status));
            Assert.That(problem.Text("type"), Does.EndWith(code));
            Assert.That(problem.Text("title"), Is.Not.Empty);
            Assert.That(problem.Text("detail"), Is.Not.Empty);
            Assert.That(problem.Text("instance"), Is.EqualTo(response.RequestMessage!.RequestUri!.AbsolutePath));
            Assert.That(problem.Text("requestId"), Is.EqualTo(response.Header("X-Request-Id")));
            if (status == 401)
                Assert.That(response.Header("WWW-Authenticate"), Is.EqualTo("Bearer"));
            if (status == 429)
                Assert.That(int.Parse(response.Header("Retry-After")!, CultureInfo.InvariantCulture), Is.Positive);
        }

        return problem;
    }

    public static async Task<JsonElement> ShouldBeProblem(this Task<HttpResponseMessage> response, int status, string code) =>
        await (await response).ShouldBeProblem(status, code);

    /// <summary>400 <c>validation.failed</c> that names exactly these fields.</summary>
    public static async Task ShouldBeInvalid(this HttpResponseMessage response, params string[] fields)
    {
        var problem = await response.ShouldBeProblem(400, "validation.failed");
        Assert.That(problem.GetProperty("errors").EnumerateObject().Select(field => field.Name), Is.EquivalentTo(fields));
    }

    public static async Task ShouldBeInvalid(this Task<HttpResponseMessage> response, params string[] fields) =>
        await (await response).ShouldBeInvalid(fields);

    public static async Task<JsonElement> ShouldBeJson(this HttpResponseMessage response)
    {
        await response.ShouldBe(response.StatusCode is HttpStatusCode.Created ? 201 : 200);
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/json"));
        return JsonElement.Parse(await response.Content.ReadAsStringAsync());
    }

    public static async Task<JsonElement> ShouldBeJson(this Task<HttpResponseMessage> response) => await (await response).ShouldBeJson();

    /// <summary>Status, headers and body, without what differs from one request to the next by itself.</summary>
    public static async Task<string> WithoutIdsAsync(this HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();
        var headers = response.Headers.Concat(response.Content.Headers)
            .Where(header => !OfTheMoment.Contains(header.Key))
            .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}");
        return $"{(int)response.StatusCode}\n{string.Join('\n', headers)}\n{RequestId().Replace(body, "")}";
    }

    public static string? Header(this HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values)
            ? string.Join(", ", values)
            : null;

    public static string Text(this JsonElement json, string property) => json.GetProperty(property).GetString()!;

    public static T To<T>(this JsonElement json) => json.Deserialize<T>(JsonSerializerOptions.Web)!;

    private static async Task<string> DescribeAsync(this HttpResponseMessage response) =>
        $"{response.RequestMessage!.Method} {response.RequestMessage.RequestUri!.AbsolutePath}: {await response.Content.ReadAsStringAsync()}";

    [GeneratedRegex("\"requestId\":\"[^\"]*\"")]
    private static partial Regex RequestId();
}
