using System.Diagnostics;
using System.Text.RegularExpressions;
using MySaas.EndToEnd.Tests.Running;

namespace MySaas.EndToEnd.Tests.Auth;

/// <summary>The README's tour with curl, pasted line by line as a reader would.</summary>
[Platform(Exclude = "Win", Reason = "Which bash is found there is anybody's guess.")]
public sealed partial class TourTests
{
    [Test]
    public async Task Every_line_of_the_tour_works_when_it_is_pasted()
    {
        await using var site = await Site.CreateAsync(Engine.Sqlite);
        var node = await site.StartAsync();
        var lines = await ReadTourAsync();
        var start = new ProcessStartInfo("bash", ["--noprofile", "--norc"]) { WorkingDirectory = site.Folder };
        start.Environment["BASE"] = node.Url.GetLeftPart(UriPartial.Authority);
        await using var bash = Run.Start(start);

        for (var i = 0; i < lines.Count; i++)
        {
            await bash.WriteLineAsync(lines[i]);
            await bash.WriteLineAsync($"echo \"[line {i} exits $?]\"");
        }

        bash.EndInput();
        await bash.ExitAsync(TimeSpan.FromMinutes(1));

        var exits = bash.StandardOutput.Where(line => Exit().IsMatch(line));
        Assert.That(exits, Is.EqualTo(lines.Select((_, i) => $"[line {i} exits 0]")), bash.Output);
        Assert.That(bash.StandardError, Is.Empty);
        Assert.That(bash.StandardOutput, Has.Some.Contains("\"emailConfirmed\":true").And.Some.Contains("sharedKey").And.Some.Contains("\"current\":true"));
        Assert.That(bash.StandardOutput.Last(line => !Exit().IsMatch(line)), Does.Contain("\"status\":401"));
    }

    private static async Task<IReadOnlyList<string>> ReadTourAsync()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(TestEnvironment.Root, "README.md"));
        var block = Tour().Match(readme);
        Assert.That(block.Success, "README.md has no ```bash block right after <!-- tour -->");
        return [.. block.Groups[1].Value.Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0 && !line.StartsWith('#'))];
    }

    [GeneratedRegex(@"<!-- tour -->\s*```bash\r?\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Tour();

    [GeneratedRegex(@"^\[line \d+ exits \d+\]$")]
    private static partial Regex Exit();
}
