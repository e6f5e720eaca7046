using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Common;
using MySaas.Application.Organizations;
using MySaas.Domain.Common;
using MySaas.Domain.Organizations;
using MySaas.Domain.Users;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Jobs;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Organizations;

/// <param name="Actor">Who did it.</param>
/// <param name="What">The use case.</param>
/// <param name="Granted">The role that it gave; null when it gave none.</param>
internal sealed record Accepted(Guid Actor, string What, OrganizationRole? Granted);

/// <summary>Five people, each at a node of their own, and the one organization that they quarrel about.</summary>
internal sealed class OrganizationCrowd : IAsyncDisposable
{
    private const int People = 5;

    private readonly TestDatabase _database;
    private readonly List<Node> _nodes = [];
    private readonly List<User> _people = [];
    private Guid _organization;
    private int _changes = 1;                    // its founding

    private OrganizationCrowd(TestDatabase database) => _database = database;

    public static async Task<OrganizationCrowd> GatherAsync(TestDatabase database)
    {
        var crowd = new OrganizationCrowd(database);
        for (var i = 0; i < People; i++)
            await crowd.JoinAsync($"person{i}@example.com");
        crowd._organization = (await crowd.SendAsync(0, new CreateOrganization("Quarrel"))).Id;
        return crowd;
    }

    /// <summary>Does what the number says; null when it was refused.</summary>
    public async Task<Accepted?> ActAsync(int choice)
    {
        var (actor, kind, target, role) = (choice % People, choice / 7 % 11, _people[choice / 77 % People].Id, (OrganizationRole)(choice / 385 % 3));
        try
        {
            return kind switch
            {
                0 or 1 => await InviteAsync(actor, target, role),
                2 or 3 => await AcceptAsync(actor),
                4 or 5 => await DoAsync(actor, new ChangeMemberRole(_organization, target, role), role),
                6 => await DoAsync(actor, new RemoveMember(_organization, target), granted: null),
                7 => await DoAsync(actor, new RemoveMember(_organization, _people[actor].Id), granted: null),
                8 => await DoAsync(actor, new DeleteOrganization(_organization), granted: null),
                9 => await DoAsync(actor, new RestoreOrganization(_organization), granted: null),
                _ => await DoAsync(actor, new TransferOwnership(_organization, target), OrganizationRole.Owner),
            };
        }
        catch (Exception refused) when (refused is RefusedException or BrokenRuleException or NotAllowedException)
        {
            return null;
        }
    }

    public async Task<Dictionary<Guid, OrganizationRole>> RolesAsync()
    {
        await using var db = _database.Open();
        return await db.Memberships.OfAllOrganizations().ToDictionaryAsync(membership => membership.UserId, membership => membership.Role);
    }

    public async Task CheckAsync(IReadOnlyList<Accepted> accepted, Dictionary<Guid, OrganizationRole> before, Dictionary<Guid, OrganizationRole> after)
    {
        await using var db = _database.Open();
        var organization = await db.Organizations.SingleAsync();
        var lines = await db.AuditEntries.OfAllOrganizations().CountAsync(line => line.OrganizationId == organization.Id);
        var told = string.Join("; ", accepted);

        Assert.That(after.Values.Count(role => role is OrganizationRole.Owner), Is.EqualTo(organization.Owners).And.Positive, told);
        foreach (var change in accepted.Where(change => change.Granted is not null))
            Assert.That(Rank(before, change.Actor) >= change.Granted || Rank(after, change.Actor) >= change.Granted, Is.True, told);
        // A role that is set to what it was, and a deletion that is asked for again, are accepted and change nothing.
        Assert.That(lines, Is.InRange(_changes, _changes + accepted.Count), told);
        if (accepted.All(change => change.What is not (nameof(ChangeMemberRole) or nameof(DeleteOrganization))))
            Assert.That(lines, Is.EqualTo(_changes + accepted.Count), told);
        _changes = lines;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
    }

    private static OrganizationRole? Rank(Dictionary<Guid, OrganizationRole> roles, Guid person) =>
        roles.TryGetValue(person, out var role) ? role : null;

    private async Task JoinAsync(string email)
    {
        var node = new Node(_database);
        var user = Make.User(node.Now, email);
        user.ConfirmEmail();
        await node.CommitAsync(db => db.Add(user));
        (node.Caller.UserId, node.Caller.Email, node.Caller.EmailConfirmed, node.Caller.IsSystem) = (user.Id, email, true, false);
        _nodes.Add(node);
        _people.Add(user);
    }

    private async Task<Accepted> DoAsync<TResponse>(int actor, IRequest<TResponse> request, OrganizationRole? granted)
    {
        await SendAsync(actor, request);
        return new Accepted(_people[actor].Id, request.GetType().Name, granted);
    }

    private Task<Accepted> InviteAsync(int actor, Guid target, OrganizationRole role) =>
        DoAsync(actor, new InviteMember(_organization, _people.Single(person => person.Id == target).Email, role), role);

    // With the token of the newest mail, which waits encrypted in the outbox. What it grants, the invitation's sender granted.
    private async Task<Accepted?> AcceptAsync(int actor)
    {
        await using var db = _database.Open();
        var own = await db.Invitations.OfAllOrganizations().Where(invitation => invitation.OpenFor == _people[actor].NormalizedEmail).FirstOrDefaultAsync();
        if (own is null)
            return null;
        var serializer = _nodes[actor].Get<MessageSerializer>();
        var mails = await db.OutboxMessages.Where(message => message.Type == "invitations.mail.v1").OrderByDescending(message => message.Position).ToListAsync();
        var mail = mails.Select(message => (MailInvitation)serializer.Deserialize(message.Type, message.Payload)).FirstOrDefault(mail => mail.InvitationId == own.Id);
        return mail is null ? null : await DoAsync(actor, new AcceptInvitation(mail.Token), granted: null);
    }

    private Task<TResponse> SendAsync<TResponse>(int actor, IRequest<TResponse> request) =>
        _nodes[actor].InScopeAsync(scope => scope.GetRequiredService<IMediator>().Send(request));
}
