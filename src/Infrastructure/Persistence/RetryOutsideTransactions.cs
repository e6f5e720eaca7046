using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace MySaas.Infrastructure.Persistence;

/// <summary>
/// Tries again what SQL Server failed to do for a passing reason. Within a transaction one statement cannot be tried again alone,
/// because the failure has ended the transaction; there it is told to the caller, who runs all of it again.
/// </summary>
internal sealed class RetryOutsideTransactions(ExecutionStrategyDependencies dependencies)
    : SqlServerRetryingExecutionStrategy(dependencies, maxRetryCount: 3, maxRetryDelay: TimeSpan.FromSeconds(2), errorNumbersToAdd: null)
{
    public override bool RetriesOnFailure => base.RetriesOnFailure && Dependencies.CurrentContext.Context is not AppDbContext { IsHeld: true };
}
