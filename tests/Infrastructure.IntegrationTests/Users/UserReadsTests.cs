using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Common;
using MySaas.Application.Users;
using MySaas.Domain.Auth;
using MySaas.Domain.Files;
using MySaas.Domain.Organizations;
using MySaas.Domain.Users;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Users;

internal sealed class UserReadsTests(DatabaseProvider engine) : DatabaseTests(engine)
{
    [Test]
    public async Task People_are_listed_newest_first_on_every_engine()
    {
        var users = await StoreAsync(20);

        var listed = await ListAsync(new PageRequest(After: null, Limit: 50));

        Assert.That(listed.Select(user => user.Id), Is.EqualTo(users.Select(user => user.Id).Reverse()));
    }

    [Test]
    public async Task Pages_follow_each_other_without_gap_or_overlap_while_people_come()
    {
        var users = await StoreAsync(7);
        var seen = new List<Guid>();
        Guid? after = null;

        do
        {
            var page = await ListAsync(new PageRequest(after, Limit: 3));
            seen.AddRange(page.Take(3).Select(user => user.Id));
            after = page.Count > 3 ? seen[^1] : null;
            Node.Clock.Advance(TimeSpan.FromSeconds(1));
            await Node.CommitAsync(db => db.Add(Make.User(Node.Now, $"late{seen.Count}@example.com")));
        }
        while (after is not null);

        Assert.That(seen, Is.EqualTo(users.Select(user => user.Id).Reverse()));
    }

    // A table that comes to hang on people fails here until CollectAsync knows it. An upload is under way for minutes, and becomes
    // a file or nothing.
    [Test]
    public async Task What_hangs_on_a_person_is_collected_for_their_export()
    {
        var user = (await StoreAsync(1))[0];
        await using var db = Database.Open();

        var hanging = db.Model.GetEntityTypes()
            .Where(entity => entity.GetForeignKeys().Any(key => key.PrincipalEntityType.ClrType == typeof(User)))
            .Select(entity => entity.ClrType.Name);
        var files = await ReadAsync(reads => reads.CollectAsync(user.Id, CancellationToken.None));

        Assert.That(hanging, Is.EquivalentTo(new[]
        {
            nameof(Session), nameof(OneTimeToken), nameof(Membership), nameof(AccountExport), nameof(StoredFile), nameof(Upload),
        }));
        Assert.That(files.Keys, Is.EquivalentTo(new[] { "account", "sessions", "links", "organizations", "exports", "activity", "files" }));
    }

    [TestCase("ada", "ada@example.com")]
    [TestCase("ADA", "ada@example.com")]
    [TestCase(" Ada@EXAMPLE ", "ada@example.com")]
    [TestCase("Lovelace", "ada@example.com")]
    [TestCase("%", "per%cent@example.com")]
    [TestCase("_", "under_score@example.com")]
    public async Task A_search_finds_a_part_of_the_address_or_the_name_and_knows_no_wildcards(string search, string found)
    {
        await Node.CommitAsync(db => db.AddRange(
            Make.User(Node.Now, "ada@example.com", "Countess Lovelace"),
            Make.User(Node.Now, "per%cent@example.com", "Per Cent"),
            Make.User(Node.Now, "under_score@example.com", "Under Score")));

        var listed = await ListAsync(new PageRequest(After: null, Limit: 10), search);

        Assert.That(listed.Select(user => user.Email), Is.EqualTo([found]));
    }

    [Test]
    public async Task A_profile_is_found_by_id_and_a_stranger_is_not()
    {
        var user = (await StoreAsync(1))[0];

        var profile = await ReadAsync(reads => reads.FindProfileAsync(user.Id, CancellationToken.None));
        var stranger = await ReadAsync(reads => reads.FindProfileAsync(Guid.CreateVersion7(Node.Now), CancellationToken.None));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(profile, Is.EqualTo(new ProfileDto(user.Id, user.Email, false, user.DisplayName, false, user.CreatedAt)));
            Assert.That(stranger, Is.Null);
        }
    }

    [Test]
    public async Task All_that_is_held_of_a_person_is_theirs_only()
    {
        var users = await StoreAsync(2);
        await Node.CommitAsync(db => db.AddRange(Make.Session(users[0], Node.Now), Make.Session(users[1], Node.Now)));

        var held = await ReadAsync(reads => reads.CollectAsync(users[0].Id, CancellationToken.None));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(((UserDto)held["account"]).Email, Is.EqualTo(users[0].Email));
            Assert.That(held["sessions"], Has.Count.EqualTo(1));
            Assert.That(held["activity"], Has.Count.EqualTo(2), "registered, signed in");
        }
    }

    private async Task<List<User>> StoreAsync(int count)
    {
        var users = new List<User>();
        for (var i = 0; i < count; i++)
        {
            Node.Clock.Advance(TimeSpan.FromMilliseconds(1));
            users.Add(Make.User(Node.Now, $"user{i}@example.com"));
        }

        await Node.CommitAsync(db => db.AddRange(users));
        return users;
    }

    private Task<IReadOnlyList<UserDto>> ListAsync(PageRequest page, string? search = null) =>
        ReadAsync(reads => reads.ListAsync(search, page, CancellationToken.None));

    private Task<T> ReadAsync<T>(Func<IUserReads, Task<T>> read) => Node.InScopeAsync(scope => read(scope.GetRequiredService<IUserReads>()));
}
