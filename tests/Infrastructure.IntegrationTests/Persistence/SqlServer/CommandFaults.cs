using Microsoft.SqlServer.Dac.Model;

namespace MySaas.Infrastructure.IntegrationTests.Persistence.SqlServer;

/// <summary>Has Microsoft's T-SQL model resolve every table, column and parameter that a command names.</summary>
internal static class CommandFaults
{
    /// <summary>A fault of each faulty command, by its text; by no text where the fault names no command.</summary>
    public static Dictionary<string, string> Of(IEnumerable<SqlCommandText> commands)
    {
        using var schema = MigratedSchema.From(MigratedSchema.MigrationScript());
        var faults = new Dictionary<string, string>();
        var loaded = new Dictionary<string, string>();
        foreach (var command in commands.DistinctBy(command => command.AsProcedure("")))
        {
            var name = $"command_{loaded.Count}";
            try
            {
                TSql.Parse(command.Text);
                schema.AddObjects(command.AsProcedure(name));
                loaded.Add(name, command.Text);
            }
            catch (Exception refused) when (refused is FormatException or DacModelException)
            {
                faults[command.Text] = refused.Message;
            }
        }

        // A fault inside of a common table expression is told once more under that expression's own name.
        foreach (var message in schema.Validate())
        {
            var name = loaded.Keys.FirstOrDefault(name => message.Message.Contains($"[{name}]", StringComparison.Ordinal));
            faults[name is null ? "" : loaded[name]] = message.Message;
        }

        return faults;
    }
}
