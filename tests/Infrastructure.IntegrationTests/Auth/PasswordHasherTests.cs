using System.Buffers.Binary;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using MySaas.Application.Auth;
using MySaas.Domain.Users;
using MySaas.Infrastructure.Auth;

namespace MySaas.Infrastructure.IntegrationTests.Auth;

internal sealed class PasswordHasherTests
{
    private const string Password = "correct-horse-battery-9";

    private static readonly PasswordLane Lane = new(new AuthOptions());
    private static readonly IdentityPasswordHasher Hasher = WithRounds(new AuthOptions().PasswordHashIterations);

    [Test]
    public async Task A_hash_is_PBKDF2_with_SHA512_a_salt_of_128_bits_and_at_least_210_000_rounds()
    {
        var bytes = Convert.FromBase64String(await HashAsync(Password));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(bytes[0], Is.EqualTo(1), "the format of ASP.NET Core Identity, version 3");
            Assert.That(Number(bytes, 1), Is.EqualTo(2), "HMAC-SHA512");
            Assert.That(Number(bytes, 5), Is.GreaterThanOrEqualTo(210_000), "rounds");
            Assert.That(Number(bytes, 9), Is.EqualTo(16), "bytes of salt");
            Assert.That(bytes, Has.Length.EqualTo(13 + 16 + 32));
        }
    }

    [Test]
    public async Task The_same_password_never_has_the_same_hash_and_each_matches_it_alone()
    {
        var (one, other) = (await HashAsync(Password), await HashAsync(Password));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(one, Is.Not.EqualTo(other));
            Assert.That(await VerifyAsync(one, Password), Is.EqualTo(PasswordMatch.Yes));
            Assert.That(await VerifyAsync(one, Password.ToUpperInvariant()), Is.EqualTo(PasswordMatch.No));
            Assert.That(await VerifyAsync(one, Password + " "), Is.EqualTo(PasswordMatch.No));
        }
    }

    [Test]
    public async Task A_hash_of_fewer_rounds_matches_and_is_called_weak()
    {
        var weak = await WithRounds(1000).HashAsync(Password, CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await VerifyAsync(weak, Password), Is.EqualTo(PasswordMatch.YesButWeak));
            Assert.That(await VerifyAsync(weak, "wrong-horse-battery-9"), Is.EqualTo(PasswordMatch.No));
        }
    }

    [Test]
    public async Task The_same_keys_on_two_keyboards_give_the_same_password()
    {
        var composed = await HashAsync("caf\u00e9-au-lait-le-matin");

        Assert.That(await VerifyAsync(composed, "cafe\u0301-au-lait-le-matin"), Is.EqualTo(PasswordMatch.Yes));
    }

    [Test]
    public async Task A_missing_hash_matches_nothing_and_costs_one_comparison_of_full_strength()
    {
        var watched = new WatchedHasher(rounds: 10);

        var match = await new IdentityPasswordHasher(watched, Lane).VerifyAsync(hash: null, "nobody has this password", CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(match, Is.EqualTo(PasswordMatch.No), "not even its stand-in");
            Assert.That(watched.RoundsCompared, Is.EqualTo([10u]));
        }
    }

    [Test]
    public async Task A_text_that_is_no_Unicode_is_a_wrong_password_and_cannot_be_set()
    {
        const string loneSurrogate = "correct-horse-\ud800";

        var match = await VerifyAsync(await WithRounds(1).HashAsync(Password, CancellationToken.None), loneSurrogate);

        Assert.That(match, Is.EqualTo(PasswordMatch.No));
        await Assert.ThatAsync(() => HashAsync(loneSurrogate), Throws.ArgumentException);
    }

    [OneTimeTearDown]
    public void CloseLane() => Lane.Dispose();

    private static Task<string> HashAsync(string password) => Hasher.HashAsync(password, CancellationToken.None);

    private static Task<PasswordMatch> VerifyAsync(string hash, string password) => Hasher.VerifyAsync(hash, password, CancellationToken.None);

    private static uint Number(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at));

    private static IdentityPasswordHasher WithRounds(int rounds) => new(OfIdentity(rounds), Lane);

    private static PasswordHasher<User> OfIdentity(int rounds) => new(Options.Create(new PasswordHasherOptions { IterationCount = rounds }));

    private sealed class WatchedHasher(int rounds) : IPasswordHasher<User>
    {
        private readonly PasswordHasher<User> _real = OfIdentity(rounds);

        public List<uint> RoundsCompared { get; } = [];

        public string HashPassword(User user, string password) => _real.HashPassword(user, password);

        public PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword)
        {
            RoundsCompared.Add(Number(Convert.FromBase64String(hashedPassword), 5));
            return _real.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
