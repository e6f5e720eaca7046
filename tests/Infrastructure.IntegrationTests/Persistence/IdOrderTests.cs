using System.Text;
using MySaas.Domain.Users;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Persistence;

/// <summary>Paging by key needs every engine to sort ids as the program compares them: by the time of creation.</summary>
internal sealed class IdOrderTests
{
    private static readonly List<Guid> Ids =
        [.. Enumerable.Range(0, 1000).Select(second => Guid.CreateVersion7(Node.Monday.AddSeconds(second * 7919)))];

    [Test]
    public void The_program_sorts_ids_by_their_time() => Assert.That(Ids, Is.Ordered);

    [Test]
    public void SQL_Server_sorts_ids_by_their_time_as_it_sorts_binaries_from_left_to_right()
    {
        var stored = Ids.Select(id => Convert.ToHexString((byte[])Stored(DatabaseProvider.SqlServer, id)));

        Assert.That(stored, Is.Ordered.Using<string>(StringComparer.Ordinal));
    }

    [Test]
    public void SQLite_sorts_ids_by_their_time_as_it_sorts_text_by_its_bytes()
    {
        var stored = Ids.Select(id => Convert.ToHexString(Encoding.UTF8.GetBytes(Stored(DatabaseProvider.Sqlite, id).ToString()!)));

        Assert.That(stored, Is.Ordered.Using<string>(StringComparer.Ordinal));
    }

    private static object Stored(DatabaseProvider engine, Guid id)
    {
        using var db = Engines.WithoutServer(engine);
        return db.Model.FindEntityType(typeof(User))!.FindProperty(nameof(User.Id))!.GetTypeMapping().Converter?.ConvertToProvider(id) ?? id;
    }
}
