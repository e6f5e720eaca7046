using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Persistence.SqlServer;

/// <summary>Everything that the product says to its database, in SQL Server's words, without a SQL Server.</summary>
internal sealed class QueryTests
{
    // They work on what the process holds, and say nothing to the database.
    internal static readonly string[] Silent =
        ["UnitOfWork.CommitAsync(ct)", "UnitOfWork.Reset()", "SessionGate.Forget(sessionIds)", "SessionGate.ForgetUsers(userIds)",
         "OutboxQueue.Dispose()"];

    private Dictionary<string, string> _faults = null!;

    private static IEnumerable<string> Talkative => Translation.Names.Except(Silent);

    [OneTimeSetUp]
    public void Validate() => _faults = CommandFaults.Of(TranslationSetUp.Translation.Commands.Values.SelectMany(commands => commands));

    [TestCaseSource(nameof(Talkative))]
    public void What_the_product_says_is_good_T_SQL(string name)
    {
        var commands = TranslationSetUp.Translation.Commands[name];

        Assert.That(commands, Is.Not.Empty);
        Assert.That(commands.Select(command => _faults.GetValueOrDefault(command.Text)), Has.All.Null);
    }

    [Test]
    public void No_fault_is_without_its_command() => Assert.That(_faults.GetValueOrDefault(""), Is.Null);

    [TestCaseSource(nameof(Silent))]
    public void What_is_said_to_say_nothing_says_nothing(string name) =>
        Assert.That(TranslationSetUp.Translation.Commands[name], Is.Empty);

    [TestCase("SELECT [u].[Nickname] FROM [Users] AS [u]", "Nickname")]
    [TestCase("SELECT [u].[Id] FROM [People] AS [u]", "People")]
    [TestCase("SELECT [u].[Id] FROM [Users] AS [u] WHERE [u].[Nickname] = @p", "Nickname")]
    [TestCase("UPDATE [Users] SET [Nickname] = @p OUTPUT 1", "Nickname")]
    [TestCase("INSERT INTO [Users] ([Id], [Nickname]) VALUES (@p, @p)", "Nickname")]
    [TestCase("DELETE FROM [u] FROM [Users] AS [u] WHERE [u].[Nickname] = @p", "Nickname")]
    [TestCase("WITH due AS (SELECT TOP (1) [Id], [Nickname] FROM [Users]) UPDATE due SET [Id] = @p", "Nickname")]
    [TestCase("SELECT [u].[Id] FROM [Users] AS [u] WHERE [u].[Id] = @missing", "@missing")]
    [TestCase("SELECT [u].[Id] FROM [Users] AS [u] LIMIT 1", "LIMIT")]
    public void A_wrong_command_is_noticed(string text, string culprit)
    {
        var faults = CommandFaults.Of([new SqlCommandText(text, ["@p binary(16)"])]);

        Assert.That(faults.GetValueOrDefault(text), Does.Contain(culprit));
    }

    [Test]
    public async Task A_query_of_the_product_that_was_not_translated_fails_where_it_runs()
    {
        await using var database = await TestDatabase.MigratedAsync(DatabaseProvider.Sqlite);
        await using var node = new Node(database);
        await using var scope = node.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();

        Assert.That(
            () => db.Users.Where(user => user.DisplayName == "Ada" && user.TwoFactorEnabled).ToListAsync(),
            Throws.TypeOf<AssertionException>().With.Message.Contains("TwoFactorEnabled"));
    }
}
