namespace MySaas.Infrastructure.Persistence;

/// <summary>Version 7 UUIDs begin with their time in milliseconds (RFC 9562, 5.7), so that an index of ids is one of times.</summary>
internal static class IdTime
{
    /// <summary>What every id of this time or later is greater than or equal to.</summary>
    public static Guid FirstAt(DateTimeOffset time)
    {
        Span<byte> bytes = stackalloc byte[16];
        var milliseconds = Math.Max(0, time.ToUnixTimeMilliseconds());
        for (var i = 5; i >= 0; i--, milliseconds >>= 8)
            bytes[i] = (byte)milliseconds;
        return new Guid(bytes, bigEndian: true);
    }
}
