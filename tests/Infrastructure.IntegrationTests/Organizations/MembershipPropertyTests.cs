using FsCheck;
using FsCheck.Fluent;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Organizations;

/// <summary>
/// Random people do random things to one organization, always two at once on two nodes. Whatever comes out, it has an owner, nobody holds
/// what nobody could grant, and each accepted change has one line in the audit log.
/// </summary>
internal sealed class MembershipPropertyTests(DatabaseProvider engine) : DatabaseTests(engine)
{
    private const int Pairs = 20;

    [Test]
    public void An_organization_keeps_its_promises_whatever_two_people_do_at_once() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(10).WithQuietOnSuccess(true),
            Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue - 1).ArrayOf(Pairs * 2)), RunAsync));

    private async Task RunAsync(int[] choices)
    {
        await Database.CleanAsync();
        await using var crowd = await OrganizationCrowd.GatherAsync(Database);

        foreach (var pair in choices.Chunk(2))
        {
            var before = await crowd.RolesAsync();
            var accepted = await Task.WhenAll(pair.Select(crowd.ActAsync));
            var after = await crowd.RolesAsync();

            await crowd.CheckAsync(accepted.OfType<Accepted>().ToList(), before, after);
        }
    }
}
