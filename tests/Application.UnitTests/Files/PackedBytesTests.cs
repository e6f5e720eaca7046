using System.Security.Cryptography;
using Microsoft.Extensions.Time.Testing;
using Moq;
using MySaas.Application.Files;
using MySaas.Domain.Files;

namespace MySaas.Application.UnitTests.Files;

/// <summary>What is packed flows into the storage while it is packed, whole or not at all.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class PackedBytesTests
{
    private static readonly Guid Owner = Guid.CreateVersion7();

    private readonly Dictionary<StorageKey, byte[]> _stored = [];
    private readonly Mock<IFileStorage> _storage = new();
    private readonly PackedBytes _packed;

    public PackedBytesTests()
    {
        _storage.Setup(storage => storage.WriteAsync(It.IsAny<StorageKey>(), It.IsAny<Stream>(), It.IsAny<CancellationToken>()))
            .Returns<StorageKey, Stream, CancellationToken>(async (key, content, ct) =>
            {
                using var bytes = new MemoryStream();
                await content.CopyToAsync(bytes, ct);
                _stored[key] = bytes.ToArray();
            });
        _packed = new PackedBytes(_storage.Object, new FakeTimeProvider());
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(1_000_000)]
    public async Task All_that_is_packed_is_stored_and_its_size_and_hash_are_told(int size)
    {
        var bytes = RandomNumberGenerator.GetBytes(size);

        var file = await _packed.StoreAsync(Owner, stream => stream.WriteAsync(bytes).AsTask(), default);

        Assert.That(file, Is.EqualTo(new PackedFile(file.Id, size, Convert.ToHexStringLower(SHA256.HashData(bytes)))));
        Assert.That(_stored[new StorageKey(Owner, file.Id, FilePart.Original)], Is.EqualTo(bytes));
    }

    [Test]
    public async Task Nobody_waits_for_the_other_side_for_ever()
    {
        var file = await _packed.StoreAsync(
            Owner,
            stream =>
            {
                for (var i = 0; i < 1000; i++)
                    stream.Write(new byte[1000]);
                return Task.CompletedTask;
            },
            default);

        Assert.That(file.Size, Is.EqualTo(1_000_000));
    }

    [Test]
    public async Task No_part_is_stored_for_the_whole_when_packing_breaks_off()
    {
        await Assert.ThatAsync(
            () => _packed.StoreAsync(
                Owner,
                async stream =>
                {
                    await stream.WriteAsync(new byte[100]);
                    throw new TimeoutException("The database is away.");
                },
                default),
            Throws.TypeOf<TimeoutException>());

        Assert.That(_stored, Is.Empty);
    }

    [Test]
    public async Task Packing_ends_when_nothing_is_stored_any_more()
    {
        var written = 0;
        _storage.Setup(storage => storage.WriteAsync(It.IsAny<StorageKey>(), It.IsAny<Stream>(), It.IsAny<CancellationToken>()))
            .Returns<StorageKey, Stream, CancellationToken>(async (_, content, ct) =>
            {
                await content.ReadAtLeastAsync(new byte[10], 10, cancellationToken: ct);
                throw new IOException("The disk is full.");
            });

        await Assert.ThatAsync(
            () => _packed.StoreAsync(
                Owner,
                async stream =>
                {
                    for (; written < 100_000; written++)
                        await stream.WriteAsync(new byte[1000]);
                },
                default),
            Throws.TypeOf<IOException>());

        Assert.That(written, Is.LessThan(100_000));
    }

    [Test]
    public async Task A_second_attempt_leaves_the_bytes_of_the_first_alone()
    {
        var first = await _packed.StoreAsync(Owner, new MemoryStream([1]), default);
        var second = await _packed.StoreAsync(Owner, new MemoryStream([2]), default);

        Assert.That(second.Id, Is.Not.EqualTo(first.Id));
        Assert.That(_stored.Values, Is.EqualTo(new[] { new byte[] { 1 }, [2] }));
    }
}
