using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace MySaas.Infrastructure.IntegrationTests.Persistence.SqlServer;

/// <summary>Microsoft's own parser of T-SQL, for SQL Server 2022.</summary>
internal static class TSql
{
    /// <exception cref="FormatException">It is not T-SQL; the message holds every fault.</exception>
    public static TSqlFragment Parse(string script)
    {
        using var reader = new StringReader(script);
        var fragment = new TSql160Parser(initialQuotedIdentifiers: true).Parse(reader, out var faults);
        return faults.Count == 0
            ? fragment
            : throw new FormatException(string.Join('\n', faults.Select(fault => $"line {fault.Line}: {fault.Message}").Append(script)));
    }

    public static string Write(TSqlFragment fragment)
    {
        new Sql160ScriptGenerator().GenerateScript(fragment, out var script);
        return script;
    }
}
