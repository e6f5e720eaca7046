using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Persistence;

/// <summary>A row in every table as a migration left it: written and read by SQL that knows only that migration's model.</summary>
internal sealed class SampleRows(AppDbContext db, string migration)
{
    private readonly List<ITable> _tables = TablesOf(db, migration);

    public IReadOnlyList<string> Tables => [.. _tables.Select(table => table.Name)];

    public async Task InsertAsync()
    {
        foreach (var table in _tables)
        {
            var names = table.Columns.Select(column => Quote(column.Name));
            var values = table.Columns.Select(column => Literal(column));
            await ExecuteAsync($"INSERT INTO {Quote(table.Name)} ({string.Join(", ", names)}) VALUES ({string.Join(", ", values)})");
        }
    }

    /// <summary>A second row that differs in one column.</summary>
    public async Task CopyAsync(string table, string column, object value)
    {
        var copied = _tables.Single(one => one.Name.Replace("_", "", StringComparison.Ordinal).Equals(table, StringComparison.OrdinalIgnoreCase));
        var names = string.Join(", ", copied.Columns.Select(one => Quote(one.Name)));
        var values = copied.Columns.Select(one => one.Name.Equals(column, StringComparison.OrdinalIgnoreCase) ? Literal(one, value) : Quote(one.Name));
        await ExecuteAsync($"INSERT INTO {Quote(copied.Name)} ({names}) SELECT {string.Join(", ", values)} FROM {Quote(copied.Name)}");
    }

    /// <summary>Every value, by <c>table.column</c>. What a later migration took away on purpose is not there.</summary>
    public async Task<IReadOnlyDictionary<string, object>> ReadAsync(string asOf)
    {
        var left = TablesOf(db, asOf).SelectMany(table => table.Columns).Select(NameOf).ToHashSet();
        var found = new Dictionary<string, object>();
        foreach (var column in _tables.SelectMany(table => table.Columns).Where(column => left.Contains(NameOf(column))))
            if (await ReadScalarAsync($"SELECT {Quote(column.Name)} FROM {Quote(column.Table.Name)}") is { } value)
                found[NameOf(column)] = value;
        return found;
    }

    private static string NameOf(IColumn column) => $"{column.Table.Name}.{column.Name}";

    private static List<ITable> TablesOf(AppDbContext db, string migration)
    {
        var migrations = db.GetService<IMigrationsAssembly>();
        var model = migrations.CreateMigration(migrations.Migrations[migration], db.Database.ProviderName!).TargetModel;
        var tables = db.GetService<IModelRuntimeInitializer>().Initialize(model, designTime: true, validationLogger: null)
            .GetRelationalModel().Tables.ToList();

        // A table after those that it refers to.
        var ordered = new List<ITable>();
        while (tables.Count > 0)
        {
            var next = tables.Where(table => table.ForeignKeyConstraints.All(key => key.PrincipalTable == table || ordered.Contains(key.PrincipalTable))).ToList();
            ordered.AddRange(next);
            tables.RemoveAll(next.Contains);
        }

        return ordered;
    }

    // A migration's model knows a column's store type only. What the program means by it, such as the name of an enum's
    // value, is in the model of today, as long as that has the column.
    private string Literal(IColumn column) => Literal(column, value: null);

    private string Literal(IColumn column, object? value)
    {
        var today = db.Model.GetRelationalModel().FindTable(column.Table.Name, column.Table.Schema)
            ?.FindColumn(column.Name)?.PropertyMappings[0];
        var mapping = today?.TypeMapping ?? column.StoreTypeMapping;
        var sample = value ?? Samples.Of(today?.Property.ClrType ?? mapping.ClrType);
        return mapping.GenerateSqlLiteral(sample is string text && mapping.Size < text.Length ? text[..mapping.Size.Value] : sample);
    }

    private string Quote(string name) => db.GetService<ISqlGenerationHelper>().DelimitIdentifier(name);

    private async Task ExecuteAsync(string sql)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private async Task<object?> ReadScalarAsync(string sql)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }
}
