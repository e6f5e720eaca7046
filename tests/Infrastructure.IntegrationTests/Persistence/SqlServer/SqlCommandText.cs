using System.Data;
using System.Data.Common;
using Microsoft.Data.SqlClient;

namespace MySaas.Infrastructure.IntegrationTests.Persistence.SqlServer;

/// <summary>A command as it would have gone to SQL Server.</summary>
internal sealed record SqlCommandText(string Text, IReadOnlyList<string> Parameters)
{
    public static SqlCommandText Of(DbCommand command) =>
        new(command.CommandText, [.. command.Parameters.Cast<SqlParameter>().Select(p => $"@{p.ParameterName.TrimStart('@')} {TypeOf(p)}")]);

    /// <summary>What makes SQL Server's model resolve every name in it.</summary>
    public string AsProcedure(string name) =>
        $"CREATE PROCEDURE [dbo].[{name}] {string.Join(", ", Parameters)} AS BEGIN\n{Text}\nEND";

    private static string TypeOf(SqlParameter parameter)
    {
        var type = parameter.SqlDbType.ToString().ToLowerInvariant();
        return parameter.SqlDbType switch
        {
            SqlDbType.NVarChar or SqlDbType.VarChar or SqlDbType.VarBinary => $"{type}({(parameter.Size is > 0 and <= 4000 ? parameter.Size : "max")})",
            SqlDbType.NChar or SqlDbType.Char or SqlDbType.Binary => $"{type}({parameter.Size})",
            SqlDbType.Decimal => $"{type}({parameter.Precision}, {parameter.Scale})",
            _ => type,
        };
    }
}
