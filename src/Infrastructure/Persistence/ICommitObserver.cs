using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace MySaas.Infrastructure.Persistence;

/// <summary>Keeps something outside the database that depends on rows, such as a cache of this node.</summary>
internal interface ICommitObserver
{
    /// <summary>Looks at what is about to be saved.</summary>
    /// <returns>What to do once it is; null for nothing.</returns>
    Action? BeforeCommit(ChangeTracker changes);
}
