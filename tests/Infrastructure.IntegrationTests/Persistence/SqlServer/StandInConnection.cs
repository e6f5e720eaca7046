using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.SqlClient;

namespace MySaas.Infrastructure.IntegrationTests.Persistence.SqlServer;

/// <summary>The same stand-in for what goes past EF Core, straight to the driver.</summary>
internal sealed class StandInConnection(StandInServer server) : DbConnection
{
    [AllowNull]
    public override string ConnectionString { get; set; } = "";

    public override string Database => "";

    public override string DataSource => "";

    public override string ServerVersion => "";

    public override ConnectionState State => ConnectionState.Open;

    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

    public override void Close()
    {
    }

    public override void Open()
    {
    }

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => new Transaction(this);

    protected override DbCommand CreateDbCommand() => new Command(server);

    private sealed class Transaction(DbConnection connection) : DbTransaction
    {
        public override IsolationLevel IsolationLevel => IsolationLevel.Unspecified;

        protected override DbConnection DbConnection => connection;

        public override void Commit()
        {
        }

        public override void Rollback()
        {
        }
    }

    // The parameters are the driver's own, which knows what it would send for a value.
    private sealed class Command(StandInServer server) : DbCommand
    {
        private readonly SqlCommand _driver = new();

        [AllowNull]
        public override string CommandText { get; set; } = "";

        public override int CommandTimeout { get; set; }

        public override CommandType CommandType { get; set; } = CommandType.Text;

        public override bool DesignTimeVisible { get; set; }

        public override UpdateRowSource UpdatedRowSource { get; set; }

        protected override DbConnection? DbConnection { get; set; }

        protected override DbParameterCollection DbParameterCollection => _driver.Parameters;

        protected override DbTransaction? DbTransaction { get; set; }

        public override void Cancel()
        {
        }

        public override void Prepare()
        {
        }

        public override int ExecuteNonQuery() => server.AnswerCount(this);

        public override object ExecuteScalar() => server.AnswerScalar(this);

        protected override DbParameter CreateDbParameter() => _driver.CreateParameter();

        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => server.Answer(this);

        protected override void Dispose(bool disposing)
        {
            _driver.Dispose();
            base.Dispose(disposing);
        }
    }
}
