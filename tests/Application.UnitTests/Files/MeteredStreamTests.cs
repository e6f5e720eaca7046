using System.Security.Cryptography;
using MySaas.Application.Common;
using MySaas.Application.Files;

namespace MySaas.Application.UnitTests.Files;

public sealed class MeteredStreamTests
{
    [Test]
    public async Task It_counts_and_hashes_all_that_passes()
    {
        var bytes = RandomNumberGenerator.GetBytes(100_000);
        using var metered = new MeteredStream(new MemoryStream(bytes), bytes.Length, Ignore);
        using var passed = new MemoryStream();

        await metered.CopyToAsync(passed, 4096);

        Assert.That(passed.ToArray(), Is.EqualTo(bytes));
        Assert.That((metered.Count, metered.Sha256), Is.EqualTo((100_000L, Convert.ToHexStringLower(SHA256.HashData(bytes)))));
    }

    [Test]
    public void It_stops_at_the_limit_and_lets_nothing_of_that_piece_pass()
    {
        using var metered = new MeteredStream(new MemoryStream(new byte[1025]), 1024, Ignore);
        using var passed = new MemoryStream();

        Assert.That(
            () => metered.CopyToAsync(passed, 128),
            Throws.TypeOf<RefusedException>().With.Property(nameof(RefusedException.Refusal)).EqualTo(FileRefusals.TooLarge(1024)));

        Assert.That(passed.Length, Is.EqualTo(1024));
    }

    [Test]
    public async Task Who_watches_hears_of_each_piece_before_it_passes()
    {
        var heard = new List<long>();
        using var metered = new MeteredStream(new MemoryStream(new byte[300]), 1000, (count, _) =>
        {
            heard.Add(count);
            return ValueTask.CompletedTask;
        });

        await metered.CopyToAsync(Stream.Null, 128);

        Assert.That(heard, Is.EqualTo(new[] { 128L, 256, 300, 300 }));
    }

    private static ValueTask Ignore(long count, CancellationToken ct) => ValueTask.CompletedTask;
}
