using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Persistence;

internal sealed class SqlTextTests
{
    [Test]
    public void Parts_are_one_statement_whose_values_are_counted_through()
    {
        var text = new SqlText($"SELECT [Id] FROM [Users] WHERE [Id] = {1}");
        text.Add($"AND [Email] = {"ada"} AND [DisplayName] = {"Ada"}");
        text.Add($"ORDER BY [Id]");
        text.Add($"LIMIT {21}");

        var statement = text.ToStatement();

        Assert.That(
            statement.Format,
            Is.EqualTo("SELECT [Id] FROM [Users] WHERE [Id] = {0} AND [Email] = {1} AND [DisplayName] = {2} ORDER BY [Id] LIMIT {3}"));
        Assert.That(statement.GetArguments(), Is.EqualTo(new object[] { 1, "ada", "Ada", 21 }));
    }

    [Test]
    public void A_beginning_without_values_is_kept_too()
    {
        var text = new SqlText($"SELECT 1");
        text.Add($"WHERE 1 = {1}");

        Assert.That(text.ToStatement().Format, Is.EqualTo("SELECT 1 WHERE 1 = {0}"));
    }

    [Test]
    public void What_a_value_holds_is_no_part_of_the_statement()
    {
        var text = new SqlText($"SELECT [Id] FROM [Users] WHERE [Email] = {"{0}' OR 1 = 1 --"}");
        text.Add($"AND [DisplayName] = {"{1}"}");

        Assert.That(text.ToStatement().Format, Is.EqualTo("SELECT [Id] FROM [Users] WHERE [Email] = {0} AND [DisplayName] = {1}"));
    }
}
