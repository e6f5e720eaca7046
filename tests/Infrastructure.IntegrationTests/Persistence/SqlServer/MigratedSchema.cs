using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Persistence.SqlServer;

/// <summary>
/// What a migration script makes of an empty database. Microsoft's model of a schema takes definitions and no changes, so
/// what a script alters is folded into what it created.
/// </summary>
internal sealed class MigratedSchema : TSqlFragmentVisitor
{
    private readonly Dictionary<string, CreateTableStatement> _tables = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<CreateIndexStatement> _indexes = [];

    private MigratedSchema()
    {
    }

    /// <summary>The script that <c>dotnet ef migrations script</c> writes for SQL Server.</summary>
    public static string MigrationScript()
    {
        using var db = Engines.WithoutServer(DatabaseProvider.SqlServer);
        return db.GetService<IMigrator>().GenerateScript();
    }

    public static TSqlModel From(string script)
    {
        var schema = new MigratedSchema();
        TSql.Parse(script).Accept(schema);

        var model = new TSqlModel(SqlServerVersion.Sql160, new TSqlModelOptions());
        foreach (var definition in schema._tables.Values.Concat<TSqlStatement>(schema._indexes))
            model.AddObjects(TSql.Write(definition));
        return model;
    }

    public override void Visit(CreateTableStatement node) => _tables.Add(NameOf(node.SchemaObjectName), node);

    public override void Visit(CreateIndexStatement node) => _indexes.Add(node);

    public override void Visit(AlterTableAddTableElementStatement node)
    {
        var table = _tables[NameOf(node.SchemaObjectName)].Definition;
        foreach (var column in node.Definition.ColumnDefinitions)
            table.ColumnDefinitions.Add(column);
        foreach (var constraint in node.Definition.TableConstraints)
            table.TableConstraints.Add(constraint);
    }

    public override void Visit(AlterTableAlterColumnStatement node)
    {
        var column = _tables[NameOf(node.SchemaObjectName)].Definition.ColumnDefinitions.Single(column => Is(column.ColumnIdentifier, node.ColumnIdentifier));
        column.DataType = node.DataType;
        foreach (var nullable in column.Constraints.OfType<NullableConstraintDefinition>())
            nullable.Nullable = node.AlterTableAlterColumnOption is AlterTableAlterColumnOption.Null;
    }

    public override void Visit(AlterTableDropTableElementStatement node)
    {
        var table = _tables[NameOf(node.SchemaObjectName)].Definition;
        foreach (var element in node.AlterTableDropTableElements)
        {
            Remove(table.ColumnDefinitions, column => Is(column.ColumnIdentifier, element.Name));
            Remove(table.TableConstraints, constraint => Is(constraint.ConstraintIdentifier, element.Name));
        }
    }

    public override void Visit(DropTableStatement node)
    {
        foreach (var table in node.Objects.Select(NameOf))
        {
            _tables.Remove(table);
            _indexes.RemoveAll(index => NameOf(index.OnName).Equals(table, StringComparison.OrdinalIgnoreCase));
        }
    }

    public override void Visit(DropIndexClause node) => _indexes.RemoveAll(index => Is(index.Name, node.Index));

    public override void Visit(ExecutableProcedureReference node)
    {
        if (NameOf(node.ProcedureReference.ProcedureReference.Name).Equals("sp_rename", StringComparison.OrdinalIgnoreCase))
            throw new NotSupportedException($"A migration renames something, which is new to {nameof(MigratedSchema)}: fold it in here.");
    }

    private static string NameOf(SchemaObjectName name) => name.BaseIdentifier.Value;

    private static bool Is(Identifier? one, Identifier other) => string.Equals(one?.Value, other.Value, StringComparison.OrdinalIgnoreCase);

    private static void Remove<T>(IList<T> list, Predicate<T> gone)
    {
        foreach (var item in list.Where(item => gone(item)).ToList())
            list.Remove(item);
    }
}
