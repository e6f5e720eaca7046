using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using MySaas.Application.Common;
using Npgsql;

namespace MySaas.Infrastructure.Persistence;

/// <summary>The one place that knows how each engine says what went wrong.</summary>
public static class DatabaseFaults
{
    /// <summary>A lost race in the application's words; null for anything else.</summary>
    internal static Exception? Translate(Exception failure) => failure switch
    {
        DbUpdateConcurrencyException => new ConcurrentChangeException(failure),
        DbUpdateException { InnerException: DbException engine } when IsDuplicate(engine) => new DuplicateException(failure),
        DbUpdateException { InnerException: DbException engine } when IsLostRace(engine) => new ConcurrentChangeException(failure),
        DbException engine when IsLostRace(engine) => new ConcurrentChangeException(failure),      // of a statement that is no save
        // Npgsql's execution strategy wraps what it takes for passing, such as a deadlock, in a save and elsewhere.
        InvalidOperationException { InnerException: DbUpdateException or DbException } => Translate(failure.InnerException),
        _ => null,
    };

    /// <summary>Whether the database could not be reached or was too busy, so that the same call may succeed later.</summary>
    public static bool IsUnavailable(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections }:
                case NpgsqlException and not PostgresException:
                case SqliteException { SqliteErrorCode: 5 or 6 }:                       // SQLITE_BUSY, SQLITE_LOCKED
                case SqlException { Number: -2 or -1 or 2 or 53 or 233 or 4060 or 10053 or 10054 or 10060 or 40197 or 40501 or 40613 }:
                    return true;
            }
        }

        return false;
    }

    internal static bool IsDuplicate(DbException engine) => engine switch
    {
        SqliteException { SqliteExtendedErrorCode: 1555 or 2067 } => true,              // SQLITE_CONSTRAINT_PRIMARYKEY, _UNIQUE
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } => true,
        SqlException { Number: 2601 or 2627 } => true,
        _ => false,
    };

    // A foreign key fails when the row it names was removed meanwhile; a deadlock's victim may simply run again.
    private static bool IsLostRace(DbException engine) => engine switch
    {
        SqliteException { SqliteExtendedErrorCode: 787 } => true,                       // SQLITE_CONSTRAINT_FOREIGNKEY
        PostgresException
        {
            SqlState: PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure
        } => true,
        SqlException { Number: 547 or 1205 } => true,
        _ => false,
    };
}
