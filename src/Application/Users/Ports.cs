using MySaas.Application.Common;
using MySaas.Domain.Users;

namespace MySaas.Application.Users;

public interface IUserRepository
{
    Task<User?> FindAsync(Guid id, CancellationToken ct);

    Task<User?> FindByEmailAsync(string normalizedEmail, CancellationToken ct);

    /// <summary>
    /// Up to <paramref name="limit"/> people, oldest first, who registered before then, have not confirmed their address and
    /// hold no link that could still confirm it.
    /// </summary>
    Task<IReadOnlyList<User>> ListUnconfirmedAsync(DateTimeOffset registeredBefore, DateTimeOffset now, int limit, CancellationToken ct);

    void Add(User user);

    /// <summary>The commit loses its race if somebody changes the person before it, although this use case does not.</summary>
    void RequireUnchanged(User user);

    /// <summary>Removes the person and all that hangs on them: sessions, tokens, exports.</summary>
    void Remove(User user);
}

public interface IAccountExportRepository
{
    Task<AccountExport?> FindAsync(Guid id, CancellationToken ct);

    void Add(AccountExport export);

    /// <summary>Deletes exports that expired before then; up to <paramref name="limit"/> of them.</summary>
    Task<int> DeleteExpiredAsync(DateTimeOffset before, int limit, CancellationToken ct);
}

/// <summary>Reads about people that serve a screen.</summary>
public interface IUserReads
{
    Task<ProfileDto?> FindProfileAsync(Guid id, CancellationToken ct);

    /// <summary>Up to <c>Limit + 1</c> people, newest first, whose address or name holds the search text.</summary>
    Task<IReadOnlyList<UserDto>> ListAsync(string? search, PageRequest page, CancellationToken ct);

    /// <summary>All that is held of a person, by the name of the file it goes into.</summary>
    Task<IReadOnlyDictionary<string, object>> CollectAsync(Guid id, CancellationToken ct);
}
