using System.Data.Common;
using System.Reflection;
using Microsoft.EntityFrameworkCore;

namespace MySaas.Infrastructure.Persistence;

/// <summary>
/// Whether the database has all of this program's migrations. As a rule it has, and one small query tells; only otherwise EF Core
/// is asked, which builds the whole model to answer.
/// </summary>
internal sealed class MigrationHistory(DirectSql sql, Func<AppDbContext> contexts, DatabaseOptions options)
{
    /// <summary>What this program has for an engine, as the build has noted it.</summary>
    public static IEnumerable<string> Of(DatabaseProvider engine) =>
        typeof(MigrationHistory).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Where(noted => noted.Key == $"Migration.{engine}").Select(noted => noted.Value!);

    public async Task<bool> IsCompleteAsync(CancellationToken ct)
    {
        try
        {
            var applied = await sql.QueryAsync($"SELECT [MigrationId] FROM \"__EFMigrationsHistory\"", row => row.Text(0), ct);
            return !Of(options.Provider).Except(applied).Any();
        }
        catch (DbException)                      // there is no such table yet, or no database
        {
            await using var db = contexts();
            return !(await db.Database.GetPendingMigrationsAsync(ct)).Any();
        }
    }
}
