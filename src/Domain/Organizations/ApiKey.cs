using MySaas.Domain.Common;

namespace MySaas.Domain.Organizations;

/// <summary>Lets a program act for an organization within its scopes. Of the secret only the hash is kept.</summary>
public sealed class ApiKey : AggregateRoot, IOwnedByOrganization
{
    public const int MaxNameLength = 100;

    private ApiKey() { }                     // EF Core

    public Guid OrganizationId { get; private init; }
    public string Name { get; private init; } = "";

    /// <summary>The public part of the key, by which it is found.</summary>
    public string Identifier { get; private init; } = "";

    public string SecretHash { get; private init; } = "";

    /// <summary>The permissions it has, by name.</summary>
    public IReadOnlyList<string> Scopes { get; private init; } = [];

    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>From when on it opens nothing; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; private init; }

    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>When it was last seen, to within some minutes; null for never.</summary>
    public DateTimeOffset? LastUsedAt { get; private init; }

    /// <param name="organizationId">For whom it acts.</param>
    /// <param name="name">What people call it.</param>
    /// <param name="identifier">Its public part; unique.</param>
    /// <param name="secretHash">The hash of the whole key.</param>
    /// <param name="scopes">What it may do.</param>
    /// <param name="held">The permissions of whoever makes it.</param>
    /// <param name="expiresAt">In the future; null for never.</param>
    /// <param name="now">When.</param>
    /// <exception cref="NotAllowedException">A scope is not among the permissions of who makes it.</exception>
    public static ApiKey Create(
        Guid organizationId, string name, string identifier, string secretHash, IReadOnlyList<string> scopes,
        IReadOnlySet<string> held, DateTimeOffset? expiresAt, DateTimeOffset now)
    {
        Rule.Allow(scopes.All(held.Contains), "A key never has more permissions than who makes it.");
        Rule.Require(expiresAt is null || expiresAt > now, "api_keys.expiry_in_past", "A key expires in the future.");
        var key = new ApiKey
        {
            Id = Guid.CreateVersion7(now),
            OrganizationId = organizationId,
            Name = name,
            Identifier = identifier,
            SecretHash = secretHash,
            Scopes = scopes,
            CreatedAt = now,
            ExpiresAt = expiresAt,
        };
        key.Raise(new ApiKeyCreated(organizationId, key.Id, name, scopes, expiresAt));
        return key;
    }

    public bool IsActive(DateTimeOffset now) => RevokedAt is null && (ExpiresAt is null || now < ExpiresAt);

    /// <summary>Revoking again changes nothing.</summary>
    public void Revoke(DateTimeOffset now)
    {
        if (RevokedAt is not null)
            return;
        RevokedAt = now;
        Raise(new ApiKeyRevoked(OrganizationId, Id));
    }
}
