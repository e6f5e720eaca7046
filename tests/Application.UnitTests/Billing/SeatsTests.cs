using Moq;
using MySaas.Application.Billing;
using MySaas.Application.UnitTests.Common;
using MySaas.Domain.Billing;
using MySaas.Domain.Organizations;

namespace MySaas.Application.UnitTests.Billing;

/// <summary>As many seats are paid for as there are members.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SeatsTests
{
    private readonly Market _market = new();
    private readonly List<(int Seats, string Key)> _set = [];

    public SeatsTests() => _market.Provider
        .Setup(provider => provider.SetSeatsAsync("sub_1", It.IsAny<int>(), It.IsAny<string>(), It.IsAny<CancellationToken>()))
        .Callback<string, int, string, CancellationToken>((_, seats, key, _) => _set.Add((seats, key)))
        .ReturnsAsync((string _, int seats, string _, CancellationToken _) => _market.Told = _market.Told! with { Seats = seats });

    [Test]
    public async Task The_number_of_members_is_set_and_taken_in()
    {
        _market.Having(Market.Active(Market.Pro)).Members = 4;

        await SyncAsync();

        Assert.That(_set.Single().Seats, Is.EqualTo(4));
        Assert.That(_market.Subscription!.State!.Seats, Is.EqualTo(4));
    }

    [Test]
    public async Task What_is_the_same_already_is_not_even_asked_for()
    {
        _market.Having(Market.Active(Market.Pro));

        await SyncAsync();

        _market.Provider.VerifyNoOtherCalls();
    }

    [Test]
    public async Task What_was_set_before_its_answer_was_lost_is_only_taken_in()
    {
        _market.Having(Market.Active(Market.Pro)).Members = 4;
        _market.Told = _market.Told! with { Seats = 4 };

        await SyncAsync();

        Assert.That(_set, Is.Empty);
        Assert.That(_market.Subscription!.State!.Seats, Is.EqualTo(4));
    }

    [Test]
    public async Task Each_attempt_and_each_number_has_a_key_of_its_own()
    {
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            _market.Having(Market.Active(Market.Pro)).Members = 4;
            await SyncAsync(attempt);
        }

        _market.Having(Market.Active(Market.Pro)).Members = 5;
        await SyncAsync();

        Assert.That(_set.Select(set => set.Key), Is.Unique);
    }

    [Test]
    public async Task One_that_has_ended_over_there_is_over_here_too()
    {
        _market.Having(Market.Active(Market.Pro)).Members = 4;
        _market.Told = null;

        await SyncAsync();

        Assert.That(_market.Subscription!.Status, Is.EqualTo(SubscriptionStatus.Canceled));
    }

    [TestCase(1, 0)]
    [TestCase(2, 1)]
    public async Task A_number_that_was_changed_over_there_is_set_back(int seats, int requests)
    {
        _market.Having(Market.Active(Market.Pro) with { Seats = seats });

        await _market.Keeper.RequestIfDifferentAsync(_market.Subscription!, CancellationToken.None);

        Assert.That(_market.World.Sent.Select(sent => sent.Message), Is.EqualTo(Enumerable.Repeat(new SyncSeats(_market.Organization.Id), requests)));
    }

    [Test]
    public async Task Whoever_comes_or_goes_has_the_seats_counted()
    {
        _market.Having(Market.Active(Market.Pro));
        var changes = new SeatChanges(_market.Subscriptions.Object, _market.World.Outbox.Object);
        var (organization, user) = (_market.Organization.Id, Guid.CreateVersion7(World.Monday));

        await changes.HandleAsync(new MemberJoined(organization, user, OrganizationRole.Member, user), World.Context, CancellationToken.None);
        await changes.HandleAsync(new MemberLeft(organization, user, OrganizationRole.Member), World.Context, CancellationToken.None);
        await changes.HandleAsync(new MemberRemoved(organization, user, OrganizationRole.Member), World.Context, CancellationToken.None);

        Assert.That(_market.World.Sent.Select(sent => sent.Message), Is.EqualTo(Enumerable.Repeat(new SyncSeats(organization), 3)));
    }

    [Test]
    public async Task Where_nothing_is_paid_nothing_is_counted()
    {
        var changes = new SeatChanges(_market.Subscriptions.Object, _market.World.Outbox.Object);

        await changes.HandleAsync(
            new MemberLeft(_market.Organization.Id, Guid.CreateVersion7(World.Monday), OrganizationRole.Member), World.Context, CancellationToken.None);
        await SyncAsync();

        Assert.That(_market.World.Sent, Is.Empty);
    }

    private Task SyncAsync(int attempt = 1) =>
        new SyncSeatsHandler(_market.Subscriptions.Object, _market.Usage.Object, _market.Provider.Object, _market.World.Clock)
            .HandleAsync(new SyncSeats(_market.Organization.Id), World.Context with { Attempt = attempt }, CancellationToken.None);
}
