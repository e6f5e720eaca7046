namespace MySaas.WebApi.IntegrationTests.Common;

/// <summary>An organization and the device of whoever founded it.</summary>
public sealed record Team(Guid Id, SignedIn Owner)
{
    public string Path => $"organizations/{Id}";

    public static async Task<Team> FoundAsync(SignedIn owner, string name = "Analytical Engines")
    {
        var founded = await owner.PostAsync("organizations", new { name }).ShouldBeJson();
        return new Team(founded.GetProperty("id").GetGuid(), owner);
    }

    /// <summary>Invites a person; answers the token from the mail.</summary>
    public async Task<string> InviteAsync(SignedIn inviter, Person invited, string role)
    {
        await inviter.PostAsync($"{Path}/invitations", new { invited.Email, role }).ShouldBe(201);
        return (await invited.MailAsync("invites you")).Token;
    }

    /// <summary>Invites a person who accepts.</summary>
    public async Task<SignedIn> TakeInAsync(SignedIn guest, string role)
    {
        var token = await InviteAsync(Owner, guest.Person, role);
        await guest.PostAsync("invitations/accept", new { token }).ShouldBe(200);
        return guest;
    }

    public async Task<HttpResponseMessage> ChangeRoleAsync(SignedIn actor, SignedIn member, string role) =>
        await actor.PatchAsync(await PathOfAsync(member), new { role });

    public async Task<HttpResponseMessage> RemoveAsync(SignedIn actor, SignedIn member) => await actor.DeleteAsync(await PathOfAsync(member));

    /// <summary>Each member's role, by address.</summary>
    public async Task<Dictionary<string, string>> RolesAsync()
    {
        var members = await Owner.GetAsync($"{Path}/members?limit=100").ShouldBeJson();
        return members.GetProperty("items").EnumerateArray().ToDictionary(member => member.Text("email"), member => member.Text("role"));
    }

    /// <summary>The actions in the audit log, newest first.</summary>
    public async Task<IReadOnlyList<string>> ActionsAsync()
    {
        var log = await Owner.GetAsync($"{Path}/audit-log?limit=100").ShouldBeJson();
        return [.. log.GetProperty("items").EnumerateArray().Select(entry => entry.Text("action"))];
    }

    public async Task<(Guid Id, string Key)> AddKeyAsync(params string[] scopes)
    {
        var key = await Owner.PostAsync($"{Path}/api-keys", new { name = "CI", scopes }).ShouldBeJson();
        return (key.GetProperty("id").GetGuid(), key.Text("key"));
    }

    private async Task<string> PathOfAsync(SignedIn member) => $"{Path}/members/{(await member.MeAsync().ShouldBeJson()).GetProperty("id").GetGuid()}";
}
