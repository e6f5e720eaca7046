using System.Security.Cryptography;

namespace MySaas.StripeSimulator.World;

/// <summary>Ids as Stripe's look. With a seed the same calls give the same ids.</summary>
public sealed class Ids(int? seed)
{
    private const string Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

#pragma warning disable CA5394 // A seeded sequence is the point.
    private readonly Random? _seeded = seed is { } value ? new Random(value) : null;

    public string Next(string prefix, int length = 24)
    {
        Span<char> id = stackalloc char[length];
        if (_seeded is null)
            RandomNumberGenerator.GetItems(Letters, id);
        else
            _seeded.GetItems(Letters, id);
        return string.Concat(prefix, "_", id);
    }
#pragma warning restore CA5394
}
