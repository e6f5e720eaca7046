using MySaas.Application.Auth;
using MySaas.Application.Common;
using MySaas.Application.UnitTests.Common;
using MySaas.Domain.Auth;
using static MySaas.Application.UnitTests.Common.RefusalConstraints;

namespace MySaas.Application.UnitTests.Auth;

public sealed class OneTimeTokensTests
{
    [Test]
    public async Task Only_the_hash_of_a_token_is_kept()
    {
        var world = new World();
        var user = world.Confirmed();

        var token = await world.MailedAsync(user, TokenPurpose.ResetPassword);

        Assert.That(world.TokenOf(user, TokenPurpose.ResetPassword)!.Hash, Is.EqualTo(SecretToken.HashOf(token)).And.Not.Contains(token));
    }

    [Test]
    public async Task A_person_has_one_token_of_each_purpose()
    {
        var world = new World();
        var user = world.Confirmed();

        await world.MailedAsync(user, TokenPurpose.ResetPassword);
        await world.MailedAsync(user, TokenPurpose.ResetPassword);
        await world.MailedAsync(user, TokenPurpose.ChangeEmail);

        Assert.That(world.Tokens.Invocations.Count(call => call.Method.Name == nameof(IOneTimeTokenRepository.Add)), Is.EqualTo(2));
    }

    [Test]
    public async Task Redeeming_answers_the_address_that_it_was_mailed_to()
    {
        var world = new World();
        var user = world.Confirmed();
        var token = await world.MailedAsync(user, TokenPurpose.ChangeEmail, "New@Example.org");

        var address = await world.OneTimeTokens.RedeemAsync(user.Id, TokenPurpose.ChangeEmail, token, CancellationToken.None);

        Assert.That(address.Value, Is.EqualTo("New@Example.org"));
    }

    [Test]
    public async Task A_token_that_was_cancelled_cannot_be_redeemed()
    {
        var world = new World();
        var user = world.Confirmed();
        var token = await world.MailedAsync(user, TokenPurpose.ChangeEmail);

        await world.OneTimeTokens.CancelAsync(user.Id, TokenPurpose.ChangeEmail, CancellationToken.None);

        await Assert.ThatAsync(
            () => world.OneTimeTokens.RedeemAsync(user.Id, TokenPurpose.ChangeEmail, token, CancellationToken.None),
            IsRefused(RefusalKind.Invalid, "auth.invalid_token"));
    }

    [Test]
    public async Task Cancelling_what_never_was_changes_nothing()
    {
        var world = new World();
        var user = world.Confirmed();

        await Assert.ThatAsync(
            () => world.OneTimeTokens.CancelAsync(user.Id, TokenPurpose.ChangeEmail, CancellationToken.None), Throws.Nothing);
    }
}
