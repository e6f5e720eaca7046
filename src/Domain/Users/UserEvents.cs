using MySaas.Domain.Common;

namespace MySaas.Domain.Users;

public abstract record UserEvent(Guid UserId, string Action) : IAudited
{
    public Guid SubjectId => UserId;
}

public sealed record UserRegistered(Guid UserId) : UserEvent(UserId, "users.registered");

public sealed record EmailConfirmed(Guid UserId) : UserEvent(UserId, "users.email_confirmed");

public sealed record EmailChanged(Guid UserId) : UserEvent(UserId, "users.email_changed");

public sealed record UserRenamed(Guid UserId) : UserEvent(UserId, "users.renamed");

public sealed record UserDisabled(Guid UserId) : UserEvent(UserId, "users.disabled");

public sealed record UserEnabled(Guid UserId) : UserEvent(UserId, "users.enabled");

[StoredAs("users.deletion_requested.v1")]
public sealed record AccountDeletionRequested(Guid UserId, DateTimeOffset ErasesAt)
    : UserEvent(UserId, "users.deletion_requested"), IOrdered
{
    string IOrdered.OrderingKey => $"users.deletion:{UserId}";
}

[StoredAs("users.deletion_cancelled.v1")]
public sealed record AccountDeletionCancelled(Guid UserId) : UserEvent(UserId, "users.deletion_cancelled"), IOrdered
{
    string IOrdered.OrderingKey => $"users.deletion:{UserId}";
}

[StoredAs("users.erased.v1")]
public sealed record AccountErased(Guid UserId) : UserEvent(UserId, "users.erased");

[StoredAs("auth.password_changed.v1")]
public sealed record PasswordChanged(Guid UserId) : UserEvent(UserId, "auth.password_changed");

[StoredAs("auth.password_reset.v1")]
public sealed record PasswordReset(Guid UserId) : UserEvent(UserId, "auth.password_reset");

[StoredAs("auth.two_factor_enabled.v1")]
public sealed record TwoFactorEnabled(Guid UserId) : UserEvent(UserId, "auth.two_factor_enabled");

[StoredAs("auth.two_factor_disabled.v1")]
public sealed record TwoFactorDisabled(Guid UserId) : UserEvent(UserId, "auth.two_factor_disabled");

[StoredAs("auth.recovery_codes_replaced.v1")]
public sealed record RecoveryCodesReplaced(Guid UserId) : UserEvent(UserId, "auth.recovery_codes_replaced");

public sealed record RecoveryCodeUsed(Guid UserId, int Left) : UserEvent(UserId, "auth.recovery_code_used");
