using System.Data.Common;
using System.Text.Json;

namespace MySaas.Infrastructure.Persistence;

/// <summary>How an engine calls what the model names, and how values go in and come out: for <see cref="DirectSql"/>.</summary>
internal abstract class SqlDialect
{
    /// <summary>A table or a column of the model, as it stands in the database.</summary>
    public abstract string NameOf(string name);

    /// <summary>The condition that something is in a list, which is one parameter, so that the statement stays the same whatever its length.</summary>
    public abstract string IsIn(string parameter);

    /// <summary>The end of a sorted query that shall find no more rows than that.</summary>
    public virtual FormattableString First(int count) => $"LIMIT {count}";

    /// <summary>Whether the driver sends a batch as one, which the server does as a whole or not at all.</summary>
    public virtual bool BatchIsAtomic => false;

    /// <summary>What makes an insert pass over a row that a unique index refuses; empty where the engine has no word for it.</summary>
    public virtual string PassOver => " ON CONFLICT DO NOTHING";

    public bool CanPassOver => PassOver.Length > 0;

    public virtual object ValueOf(object? value) => value switch
    {
        null => DBNull.Value,
        Enum named => named.ToString(),
        _ => value,
    };

    public virtual Guid Guid(DbDataReader row, int column) => row.GetGuid(column);

    public virtual DateTimeOffset Time(DbDataReader row, int column) => row.GetFieldValue<DateTimeOffset>(column);

    public static SqlDialect Of(DatabaseProvider engine) => engine switch
    {
        DatabaseProvider.SqlServer => new SqlServer(),
        DatabaseProvider.PostgreSql => new PostgreSql(),
        _ => new Sqlite(),
    };

    private sealed class Sqlite : SqlDialect
    {
        public override string NameOf(string name) => $"\"{name}\"";

        public override string IsIn(string parameter) => $"IN (SELECT value FROM json_each({parameter}))";

        public override object ValueOf(object? value) => value switch
        {
            DateTimeOffset time => SqliteAppDbContext.TextOf(time),
            IReadOnlyList<long> list => JsonSerializer.Serialize(list),
            _ => base.ValueOf(value),
        };

        public override DateTimeOffset Time(DbDataReader row, int column) => SqliteAppDbContext.TimeOf(row.GetString(column));
    }

    private sealed class SqlServer : SqlDialect
    {
        public override string PassOver => "";

        public override FormattableString First(int count) => $"OFFSET 0 ROWS FETCH NEXT {count} ROWS ONLY";

        public override string NameOf(string name) => $"[{name}]";

        public override string IsIn(string parameter) => $"IN (SELECT [value] FROM OPENJSON({parameter}) WITH ([value] bigint '$'))";

        public override object ValueOf(object? value) => value switch
        {
            System.Guid id => id.ToByteArray(bigEndian: true),
            IReadOnlyList<long> list => JsonSerializer.Serialize(list),
            _ => base.ValueOf(value),
        };

        public override Guid Guid(DbDataReader row, int column) => new(row.GetFieldValue<byte[]>(column), bigEndian: true);
    }

    private sealed class PostgreSql : SqlDialect
    {
        public override bool BatchIsAtomic => true;

        public override string NameOf(string name) => $"\"{JsonNamingPolicy.SnakeCaseLower.ConvertName(name)}\"";

        public override string IsIn(string parameter) => $"= ANY ({parameter})";

        public override object ValueOf(object? value) => value is IReadOnlyList<long> list ? list.ToArray() : base.ValueOf(value);
    }
}

/// <summary>A row that was asked for by <see cref="DirectSql"/>; columns are counted from 0.</summary>
internal readonly struct SqlRow(DbDataReader row, SqlDialect dialect)
{
    public string Text(int column) => row.GetString(column);

    public string? TextOrNull(int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public long Number(int column) => row.GetValue(column) is int small ? small : row.GetInt64(column);

    public bool Flag(int column) => row.GetBoolean(column);

    public Guid Guid(int column) => dialect.Guid(row, column);

    public Guid? GuidOrNull(int column) => row.IsDBNull(column) ? null : dialect.Guid(row, column);

    public DateTimeOffset Time(int column) => dialect.Time(row, column);

    public DateTimeOffset? TimeOrNull(int column) => row.IsDBNull(column) ? null : dialect.Time(row, column);

    public T Name<T>(int column) where T : struct, Enum => Enum.Parse<T>(row.GetString(column));
}
