using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Common;
using MySaas.Domain.Auth;
using MySaas.Domain.Users;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Persistence;

/// <summary>Each engine has its own words for a lost race; the application hears two.</summary>
internal sealed class LostRaceTests(DatabaseProvider engine) : DatabaseTests(engine)
{
    [Test]
    public async Task A_second_user_with_the_same_address_is_a_duplicate()
    {
        await AddUserAsync("ada@example.com");

        Assert.That(() => AddUserAsync("ADA@Example.com"), Throws.TypeOf<DuplicateException>());
    }

    [Test]
    public async Task A_second_row_with_the_same_key_is_a_duplicate()
    {
        var user = await AddUserAsync();

        Assert.That(() => Node.CommitAsync(db => db.Add(user)), Throws.TypeOf<DuplicateException>());
    }

    [Test]
    public async Task A_second_token_of_one_purpose_is_a_duplicate_and_one_of_another_purpose_is_not()
    {
        var user = await AddUserAsync();
        await Node.CommitAsync(db => db.Add(Token(user, TokenPurpose.ConfirmEmail)));
        await Node.CommitAsync(db => db.Add(Token(user, TokenPurpose.ResetPassword)));

        Assert.That(() => Node.CommitAsync(db => db.Add(Token(user, TokenPurpose.ConfirmEmail))), Throws.TypeOf<DuplicateException>());
    }

    [Test]
    public async Task A_change_of_what_somebody_else_changed_meanwhile_is_a_concurrent_change()
    {
        await AddUserAsync();

        Assert.That(() => AfterLoadingAsync(
            meanwhile: user => user.Rename("Ada King"),
            change: (_, user) => user.Rename("Countess")), Throws.TypeOf<ConcurrentChangeException>());

        await using var db = Database.Open();
        Assert.That((await db.Users.SingleAsync()).DisplayName, Is.EqualTo("Ada King"));
    }

    [Test]
    public async Task A_removal_of_what_somebody_else_changed_meanwhile_is_a_concurrent_change()
    {
        await AddUserAsync();

        Assert.That(() => AfterLoadingAsync(
            meanwhile: user => user.Rename("Ada King"),
            change: (db, user) => db.Remove(user)), Throws.TypeOf<ConcurrentChangeException>());

        await using var db = Database.Open();
        Assert.That(await db.Users.CountAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_row_of_a_user_who_was_removed_meanwhile_is_a_concurrent_change()
    {
        var user = await AddUserAsync();
        await Node.CommitAsync(async scope =>
        {
            var db = scope.GetRequiredService<AppDbContext>();
            db.Remove(await db.Users.SingleAsync());
        });

        Assert.That(() => Node.CommitAsync(db => db.Add(Make.Session(user, Node.Now))), Throws.TypeOf<ConcurrentChangeException>());
    }

    private async Task<User> AddUserAsync(string email = "ada@example.com")
    {
        var user = Make.User(Node.Now, email);
        await Node.CommitAsync(db => db.Add(user));
        return user;
    }

    private OneTimeToken Token(User user, TokenPurpose purpose) =>
        OneTimeToken.Issue(user.Id, purpose, "hash", user.Email, Node.Now, TimeSpan.FromHours(1));

    private Task AfterLoadingAsync(Action<User> meanwhile, Action<AppDbContext, User> change) => Node.CommitAsync(async scope =>
    {
        var db = scope.GetRequiredService<AppDbContext>();
        var user = await db.Users.SingleAsync();
        await Node.CommitAsync(async other => meanwhile(await other.GetRequiredService<AppDbContext>().Users.SingleAsync()));
        change(db, user);
    });
}
