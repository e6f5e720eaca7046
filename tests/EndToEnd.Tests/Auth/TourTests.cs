using MySaas.EndToEnd.Tests.Running;

namespace MySaas.EndToEnd.Tests.Auth;

/// <summary>The README's tour with curl.</summary>
[Platform(Exclude = "Win", Reason = "Which bash is found there is anybody's guess.")]
public sealed class TourTests
{
    [Test]
    public async Task Every_line_of_the_tour_works_when_it_is_pasted()
    {
        await using var site = await Site.CreateEmptyAsync(Engine.Sqlite);
        var node = await site.StartAsync();

        var printed = await (await Tour.ReadAsync("tour")).WalkAsync(site.Folder, ("BASE", node.Url.GetLeftPart(UriPartial.Authority)));

        Assert.That(printed, Has.Some.Contains("\"emailConfirmed\":true").And.Some.Contains("sharedKey").And.Some.Contains("\"current\":true"));
        Assert.That(printed[^1], Does.Contain("\"status\":401"));
    }
}
