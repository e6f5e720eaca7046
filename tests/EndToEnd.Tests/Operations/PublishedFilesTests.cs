using MySaas.EndToEnd.Tests.Running;

namespace MySaas.EndToEnd.Tests.Operations;

public sealed class PublishedFilesTests
{
    [Test]
    public async Task What_is_published_has_no_simulator_in_it()
    {
        var folder = new FileInfo(await Published.ProgramAsync()).Directory!;

        var files = folder.EnumerateFiles("*", SearchOption.AllDirectories).ToList();
        var dependencies = await File.ReadAllTextAsync(Path.Combine(folder.FullName, "WebApi.deps.json"));

        Assert.That(files.Select(file => file.Name), Does.Contain("WebApi.dll").And.None.Contains("Simulator"));
        Assert.That(dependencies, Does.Contain("Stripe.net").And.Not.Contain("Simulator"));
    }
}
