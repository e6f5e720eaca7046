using System.Diagnostics;
using System.Text.RegularExpressions;

namespace MySaas.EndToEnd.Tests.Running;

/// <summary>A tour of the README, pasted into a shell line by line as a reader would.</summary>
internal sealed partial class Tour
{
    private readonly IReadOnlyList<string> _lines;

    private Tour(IReadOnlyList<string> lines) => _lines = lines;

    /// <param name="name">What the comment above it says.</param>
    public static async Task<Tour> ReadAsync(string name)
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(TestEnvironment.Root, "README.md"));
        var block = Regex.Match(readme, $@"<!-- {name} -->\s*```bash\r?\n(.*?)\n```", RegexOptions.Singleline);
        Assert.That(block.Success, $"README.md has no ```bash block right after <!-- {name} -->");
        return new Tour([.. block.Groups[1].Value.Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0 && !line.StartsWith('#'))]);
    }

    /// <summary>Every line ends well, and nothing goes to standard error.</summary>
    /// <returns>What it prints.</returns>
    public async Task<IReadOnlyList<string>> WalkAsync(string folder, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("bash", ["--noprofile", "--norc"]) { WorkingDirectory = folder };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        await using var bash = Run.Start(start);
        for (var i = 0; i < _lines.Count; i++)
        {
            await bash.WriteLineAsync(_lines[i]);
            await bash.WriteLineAsync($"echo \"[line {i} exits $?]\"");
        }

        bash.EndInput();
        await bash.ExitAsync(TimeSpan.FromMinutes(1));

        var exits = bash.StandardOutput.Where(line => Exit().IsMatch(line));
        Assert.That(exits, Is.EqualTo(_lines.Select((_, i) => $"[line {i} exits 0]")), bash.Output);
        Assert.That(bash.StandardError, Is.Empty);
        return [.. bash.StandardOutput.Where(line => !Exit().IsMatch(line))];
    }

    [GeneratedRegex(@"^\[line \d+ exits \d+\]$")]
    private static partial Regex Exit();
}
