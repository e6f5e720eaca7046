using MediatR;
using Moq;
using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Domain.Billing;
using static MySaas.Application.UnitTests.Common.RefusalConstraints;

namespace MySaas.Application.UnitTests.Billing;

public sealed class EntitlementBehaviorTests
{
    [Test]
    public async Task What_needs_nothing_of_a_plan_does_not_ask_for_it()
    {
        var world = new PlanWorld(access: Access.Restricted);

        Assert.That(await SendAsync(new Plain(), world), Is.EqualTo("handled"));
        world.Standings.Verify(standings => standings.GetAsync(It.IsAny<CancellationToken>()), Times.Never);
    }

    [Test]
    public async Task A_feature_that_the_plan_includes_lets_through() =>
        Assert.That(await SendAsync(new Exporting(Guid.Empty), new PlanWorld("pro")), Is.EqualTo("handled"));

    [Test]
    public async Task A_feature_that_the_plan_lacks_asks_for_an_upgrade() =>
        await Assert.ThatAsync(
            () => SendAsync(new Exporting(Guid.Empty), new PlanWorld()), IsRefused(RefusalKind.PaymentRequired, "billing.upgrade_required"));

    [TestCase(2, true)]
    [TestCase(3, false)]
    [TestCase(4, false, Description = "after a downgrade")]
    public async Task A_limit_lets_through_while_something_is_left(long members, bool handled) =>
        await Assert.ThatAsync(
            () => SendAsync(new Inviting(Guid.Empty), new PlanWorld().WithMembers(members)),
            handled ? Throws.Nothing : IsRefused(RefusalKind.PaymentRequired, "billing.limit_reached"));

    [Test]
    public async Task Of_several_limits_each_must_have_something_left() =>
        await Assert.ThatAsync(
            () => SendAsync(new Uploading(Guid.Empty), new PlanWorld().WithCount<StorageBytes>(999).WithCount<FilesPerMonth>(100)),
            IsRefused(RefusalKind.PaymentRequired, "billing.limit_reached"));

    [Test]
    public async Task What_is_unlimited_is_not_counted() =>
        Assert.That(await SendAsync(new Uploading(Guid.Empty), new PlanWorld("pro").WithCount<StorageBytes>(long.MaxValue)), Is.EqualTo("handled"));

    [Test]
    public async Task While_a_payment_is_missing_commands_are_refused_and_queries_go_on()
    {
        var world = new PlanWorld("pro", Access.Restricted).WithMembers(1);

        await Assert.ThatAsync(() => SendAsync(new Inviting(Guid.Empty), world), IsRefused(RefusalKind.PaymentRequired, "billing.payment_required"));
        await Assert.ThatAsync(() => SendAsync(new Exporting(Guid.Empty), world), IsRefused(RefusalKind.PaymentRequired, "billing.payment_required"));
        Assert.That(await SendAsync(new Looking(Guid.Empty), world), Is.EqualTo("handled"));
    }

    [Test]
    public async Task Grace_leaves_everything_as_it_was() =>
        Assert.That(await SendAsync(new Exporting(Guid.Empty), new PlanWorld("pro", Access.Grace)), Is.EqualTo("handled"));

    private static Task<string> SendAsync<TRequest>(TRequest request, PlanWorld world) where TRequest : IRequest<string> =>
        new EntitlementBehavior<TRequest, string>(world.Entitlements).Handle(request, CancellationToken.None, () => Task.FromResult("handled"));

    private sealed record Plain : ICommand<string>;

    private sealed record Inviting(Guid OrganizationId) : ICommand<string>, IConsume<Members>;

    private sealed record Uploading(Guid OrganizationId) : ICommand<string>, IConsume<StorageBytes>, IConsume<FilesPerMonth>;

    private sealed record Exporting(Guid OrganizationId) : ICommand<string>, IInOrganization, IRequire<Feature.AuditLogExport>;

    private sealed record Looking(Guid OrganizationId) : IQuery<string>, IInOrganization, IRequire<Feature.AuditLogExport>;
}
