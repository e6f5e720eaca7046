using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using MySaas.Domain.Auditing;
using MySaas.Domain.Billing;

namespace MySaas.Infrastructure.IntegrationTests.Persistence.SqlServer;

/// <summary>Made-up results in the shape that a command's own text asks for, with values that the program can read.</summary>
internal sealed class Answers(IModel model)
{
    private const string PlaceInCommand = "_Position";

    private static readonly HashSet<(Type Entity, string Property)> ReadAsJson =
        [(typeof(AuditEntry), nameof(AuditEntry.Data)), (typeof(WebhookEvent), nameof(WebhookEvent.Payload))];

    private readonly List<ITable> _tables = [.. model.GetRelationalModel().Tables];
    private long _counted = 1000;

    public DbDataReader To(string command, int rows)
    {
        var results = new DataSet();
        foreach (var statement in ((TSqlScript)TSql.Parse(command)).Batches.SelectMany(batch => batch.Statements))
            if (ColumnsOf(statement) is { } columns)
                results.Tables.Add(InsertsOf(statement) is { } inserts
                    ? FillInserted(Expand(columns, SourcesOf(statement)), inserts)
                    : Fill(Expand(columns, SourcesOf(statement)), rows));
        if (results.Tables.Count == 0)
            results.Tables.Add();
        return results.CreateDataReader();
    }

    private static int? InsertsOf(TSqlStatement statement) => statement switch
    {
        InsertStatement => 1,
        MergeStatement { MergeSpecification.TableReference: InlineDerivedTable inserted } => inserted.RowValues.Count,
        _ => null,
    };

    // An insert answers for each row: a number that the database counts, and from EF Core's MERGE of several the place in it.
    private DataTable FillInserted(IReadOnlyList<(string Name, object Value)> columns, int rows)
    {
        var table = Fill(columns, rows);
        for (var row = 0; row < rows; row++)
            foreach (var (name, _) in columns.Where(column => column.Value is int or long))
                table.Rows[row][name] = name == PlaceInCommand ? row : _counted++;
        return table;
    }

    private static DataTable Fill(IReadOnlyList<(string Name, object Value)> columns, int rows)
    {
        var table = new DataTable();
        foreach (var (name, value) in columns)
            table.Columns.Add(table.Columns.Contains(name) ? $"{name}{table.Columns.Count}" : name, value.GetType());
        for (var row = 0; row < rows; row++)
            table.Rows.Add([.. columns.Select(column => column.Value)]);
        return table;
    }

    private static IList<SelectElement>? ColumnsOf(TSqlStatement statement) => statement switch
    {
        SelectStatement { QueryExpression: QuerySpecification query } => query.SelectElements,
        DataModificationStatement { } change => change switch
        {
            InsertStatement insert => insert.InsertSpecification.OutputClause,
            UpdateStatement update => update.UpdateSpecification.OutputClause,
            DeleteStatement delete => delete.DeleteSpecification.OutputClause,
            MergeStatement merge => merge.MergeSpecification.OutputClause,
            _ => null,
        } is { } output ? output.SelectColumns : null,
        _ => null,
    };

    private List<(string, object)> Expand(IEnumerable<SelectElement> elements, Sources sources) =>
    [
        .. elements.SelectMany(element => element switch
        {
            SelectStarExpression => sources.Tables.SelectMany(table => table.Columns).Select(column => (column.Name, Sample(column))),
            SelectScalarExpression scalar => [(scalar.ColumnName?.Value ?? LastNameOf(scalar.Expression), Sample(scalar.Expression, sources))],
            _ => throw New(element),
        }),
    ];

    private static string LastNameOf(ScalarExpression expression) =>
        expression is ColumnReferenceExpression column ? column.MultiPartIdentifier.Identifiers[^1].Value : "";

    private object Sample(ScalarExpression expression, Sources sources) => expression switch
    {
        ColumnReferenceExpression column when LastNameOf(column) == PlaceInCommand => 0,
        ColumnReferenceExpression column => Find(column.MultiPartIdentifier.Identifiers, sources) is { } known ? Sample(known) : "",
        CastCall { DataType.Name.BaseIdentifier.Value: "bit" } => true,
        SearchedCaseExpression cases => Sample(cases.WhenClauses[0].ThenExpression, sources),
        CoalesceExpression coalesce => Sample(coalesce.Expressions[0], sources),
        ScalarSubquery { QueryExpression: QuerySpecification { SelectElements: [SelectScalarExpression inner, ..] } } => Sample(inner.Expression, sources),
        BinaryExpression calculated => Sample(calculated.SecondExpression, sources),
        FunctionCall { FunctionName.Value: "COUNT" } or IntegerLiteral => 1,
        FunctionCall { FunctionName.Value: "SUM" or "MIN", Parameters: [var of] } => Sample(of, sources),
        _ => throw New(expression),
    };

    // A column of a derived table keeps its name, so its owner is found by that. None is found for EF Core's own table of
    // migrations, nor for a column that does not exist; to notice that is the validation's part.
    private IColumn? Find(IList<Identifier> path, Sources sources)
    {
        var owner = path.Count > 1 && sources.Aliases.TryGetValue(path[^2].Value, out var table) ? [table] : _tables;
        return owner.Select(candidate => candidate.FindColumn(path[^1].Value)).FirstOrDefault(column => column is not null);
    }

    private static object Sample(IColumn column)
    {
        var mapping = column.PropertyMappings[0];
        if (ReadAsJson.Contains((mapping.Property.DeclaringType.ClrType, mapping.Property.Name)))
            return "{}";
        var value = Samples.Of(mapping.Property.ClrType);
        return mapping.TypeMapping.Converter?.ConvertToProvider(value) ?? value;
    }

    private Sources SourcesOf(TSqlStatement statement)
    {
        var sources = new Sources(_tables);
        statement.Accept(sources);
        return sources;
    }

    private static NotSupportedException New(TSqlFragment fragment) =>
        new($"{fragment.GetType().Name} in a list of columns is new to {nameof(Answers)}: say what it returns. {TSql.Write(fragment)}");

    private sealed class Sources(List<ITable> known) : TSqlFragmentVisitor
    {
        public List<ITable> Tables { get; } = [];

        public Dictionary<string, ITable> Aliases { get; } = [];

        public override void Visit(NamedTableReference node)
        {
            if (known.Find(table => table.Name == node.SchemaObject.BaseIdentifier.Value) is not { } table)
                return;
            Tables.Add(table);
            Aliases[node.Alias?.Value ?? table.Name] = table;
        }
    }
}
