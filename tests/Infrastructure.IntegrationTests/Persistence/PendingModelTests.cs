using Microsoft.EntityFrameworkCore;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Persistence;

/// <summary>Needs no server: only models and migrations are compared.</summary>
[Category("Check")]
internal sealed class PendingModelTests
{
    [TestCaseSource(typeof(Engines), nameof(Engines.All))]
    public void The_migrations_make_the_model_that_the_program_has(DatabaseProvider engine)
    {
        using var db = Engines.WithoutServer(engine);

        Assert.That(db.Database.HasPendingModelChanges(), Is.False, "Run build/migrate.sh add NAME.");
    }

    [TestCaseSource(typeof(Engines), nameof(Engines.All))]
    public void The_build_notes_every_migration(DatabaseProvider engine)
    {
        using var db = Engines.WithoutServer(engine);

        Assert.That(MigrationHistory.Of(engine), Is.EquivalentTo(db.Database.GetMigrations()));
    }

    [Test]
    public void Every_engine_has_the_same_migrations_by_name()
    {
        var names = Engines.All.Select(engine =>
        {
            using var db = Engines.WithoutServer(engine);
            return string.Join(", ", db.Database.GetMigrations().Select(id => id[(id.IndexOf('_', StringComparison.Ordinal) + 1)..]));
        }).ToList();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(names[0], Does.StartWith("Initial"));
            Assert.That(names, Has.All.EqualTo(names[0]));
        }
    }
}
