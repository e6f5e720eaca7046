using Microsoft.SqlServer.Dac.Model;

namespace MySaas.Infrastructure.IntegrationTests.Persistence.SqlServer;

/// <summary>SQL Server's migrations without a SQL Server: parsed, and resolved name by name, by Microsoft's T-SQL model.</summary>
internal sealed class MigrationScriptTests
{
    [Test]
    public void The_migrations_make_a_valid_schema()
    {
        using var schema = MigratedSchema.From(MigratedSchema.MigrationScript());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(schema.Validate(), Is.Empty);
            Assert.That(TablesOf(schema).Select(NameOf), Does.Contain("Users").And.Contain("OutboxMessages").And.Contain("__EFMigrationsHistory"));
        }
    }

    [Test]
    public void A_script_that_is_no_T_SQL_is_noticed() =>
        Assert.That(() => MigratedSchema.From("CREATE TABEL a (b int)"), Throws.TypeOf<FormatException>());

    [Test]
    public void A_foreign_key_to_nowhere_is_noticed()
    {
        using var schema = MigratedSchema.From("CREATE TABLE a (b int NOT NULL, CONSTRAINT fk FOREIGN KEY (b) REFERENCES nowhere (b))");

        Assert.That(schema.Validate(), Is.Not.Empty);
    }

    [Test]
    public void An_index_on_a_missing_column_is_noticed()
    {
        using var schema = MigratedSchema.From("CREATE TABLE a (b int NOT NULL); CREATE INDEX i ON a (c)");

        Assert.That(schema.Validate(), Is.Not.Empty);
    }

    [Test]
    public void What_later_migrations_alter_and_drop_is_part_of_the_schema()
    {
        using var schema = MigratedSchema.From(
            """
            CREATE TABLE a (b int NOT NULL, c int NOT NULL, CONSTRAINT ck CHECK (c > 0));
            CREATE INDEX i ON a (c);
            CREATE TABLE gone (b int NOT NULL);
            GO
            ALTER TABLE a ADD d nvarchar(10) NOT NULL DEFAULT N'';
            ALTER TABLE a ALTER COLUMN b bigint NULL;
            DROP INDEX i ON a;
            ALTER TABLE a DROP CONSTRAINT ck;
            ALTER TABLE a DROP COLUMN c;
            CREATE INDEX j ON a (d);
            DROP TABLE gone;
            GO
            """);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(schema.Validate(), Is.Empty);
            Assert.That(TablesOf(schema).Select(NameOf), Is.EqualTo(["a"]));
            Assert.That(TablesOf(schema).SelectMany(table => table.GetReferenced(Table.Columns)).Select(NameOf), Is.EqualTo(["b", "d"]));
        }
    }

    private static IEnumerable<TSqlObject> TablesOf(TSqlModel schema) => schema.GetObjects(DacQueryScopes.UserDefined, Table.TypeClass);

    private static string NameOf(TSqlObject item) => item.Name.Parts[^1];
}
