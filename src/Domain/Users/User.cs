using MySaas.Domain.Common;

namespace MySaas.Domain.Users;

/// <summary>A person with an account: the address that proves them, the secrets that let them in, and when they leave.</summary>
public sealed partial class User : AggregateRoot
{
    public const int MaxDisplayNameLength = 100;

    private User() { }                       // EF Core

    public string Email { get; private set; } = "";
    public string NormalizedEmail { get; private set; } = "";
    public bool EmailConfirmed { get; private set; }
    public string DisplayName { get; private set; } = "";
    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>Since when an administrator keeps this person out; null while they may sign in.</summary>
    public DateTimeOffset? DisabledAt { get; private set; }

    /// <summary>When everything about this person is erased; null while nobody asked for it.</summary>
    public DateTimeOffset? ErasesAt { get; private set; }

    public static User Register(EmailAddress email, string displayName, string? passwordHash, DateTimeOffset now)
    {
        var user = new User
        {
            Id = Guid.CreateVersion7(now),
            CreatedAt = now,
            Email = email.Value,
            NormalizedEmail = email.Normalized,
            DisplayName = displayName,
            PasswordHash = passwordHash,
        };
        user.Raise(new UserRegistered(user.Id));
        return user;
    }

    /// <summary>
    /// Somebody registers an address again that nobody has confirmed yet, with another password. Nobody can tell whose of the
    /// two the person behind the mailbox would confirm, so none is kept and the mailbox sets one by a reset.
    /// </summary>
    public void RegisterAgainWithAnotherPassword()
    {
        Rule.Require(!EmailConfirmed, "users.already_registered", "This address has an account.");
        PasswordHash = null;
    }

    public void ConfirmEmail()
    {
        if (EmailConfirmed)
            return;
        EmailConfirmed = true;
        Raise(new EmailConfirmed(Id));
    }

    /// <summary>Takes the new address, which the person has just proved to be theirs.</summary>
    public void ChangeEmail(EmailAddress email)
    {
        (Email, NormalizedEmail) = (email.Value, email.Normalized);
        Raise(new EmailChanged(Id));
    }

    public void Rename(string displayName)
    {
        if (DisplayName == displayName)
            return;
        DisplayName = displayName;
        Raise(new UserRenamed(Id));
    }

    public void Disable(DateTimeOffset now)
    {
        if (DisabledAt is not null)
            return;
        DisabledAt = now;
        Raise(new UserDisabled(Id));
    }

    public void Enable()
    {
        if (DisabledAt is null)
            return;
        DisabledAt = null;
        Raise(new UserEnabled(Id));
    }

    public void RequestDeletion(DateTimeOffset erasesAt)
    {
        ErasesAt = erasesAt;
        Raise(new AccountDeletionRequested(Id, erasesAt));
    }

    /// <summary>Signing in within the grace period takes the deletion back; true when there was one.</summary>
    public bool CancelDeletion()
    {
        if (ErasesAt is null)
            return false;
        ErasesAt = null;
        Raise(new AccountDeletionCancelled(Id));
        return true;
    }

    /// <summary>The last thing that happens to an account, just before its rows go.</summary>
    public void Erase() => Raise(new AccountErased(Id));
}
