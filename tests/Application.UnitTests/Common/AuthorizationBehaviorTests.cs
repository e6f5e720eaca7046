using MediatR;
using Moq;
using MySaas.Application.Common;
using MySaas.Application.Organizations;
using static MySaas.Application.UnitTests.Common.RefusalConstraints;

namespace MySaas.Application.UnitTests.Common;

public sealed class AuthorizationBehaviorTests
{
    [Test]
    public async Task A_message_that_declares_nothing_is_the_programmers_mistake()
    {
        await Assert.ThatAsync(
            () => SendAsync(new Undeclared(), Nobody()),
            Throws.InvalidOperationException.With.Message.Contains(nameof(Undeclared)));
    }

    [Test]
    public async Task What_is_open_to_anyone_lets_strangers_in() =>
        Assert.That(await SendAsync(new Open(), Nobody()), Is.EqualTo("handled"));

    [Test]
    public async Task A_stranger_is_told_to_sign_in() =>
        await Assert.ThatAsync(() => SendAsync(new Private(), Nobody()), IsRefused(RefusalKind.Unauthenticated, "auth.required"));

    [Test]
    public async Task A_person_who_has_signed_in_gets_through() =>
        Assert.That(await SendAsync(new Private(), Person()), Is.EqualTo("handled"));

    [Test]
    public async Task A_person_is_no_administrator() =>
        await Assert.ThatAsync(() => SendAsync(new ForAdministrators(), Person()), IsRefused(RefusalKind.Forbidden, "auth.forbidden"));

    [Test]
    public async Task A_stranger_at_an_administrators_door_is_told_to_sign_in() =>
        await Assert.ThatAsync(
            () => SendAsync(new ForAdministrators(), Nobody()), IsRefused(RefusalKind.Unauthenticated, "auth.required"));

    [Test]
    public async Task An_administrator_gets_through() =>
        Assert.That(await SendAsync(new ForAdministrators(), Person(isPlatformAdmin: true)), Is.EqualTo("handled"));

    [Test]
    public async Task Of_several_requirements_all_must_be_fulfilled() =>
        await Assert.ThatAsync(() => SendAsync(new Twofold(), Person()), IsRefused(RefusalKind.Forbidden, "auth.forbidden"));

    [Test]
    public async Task What_is_refused_is_not_handled()
    {
        var handled = false;

        await Assert.ThatAsync(
            () => new AuthorizationBehavior<Private, string>(Nobody(), Access(Nobody())).Handle(new Private(), CancellationToken.None, () =>
            {
                handled = true;
                return Task.FromResult("handled");
            }),
            Throws.TypeOf<RefusedException>());

        Assert.That(handled, Is.False);
    }

    private static Task<string> SendAsync<TRequest>(TRequest request, ICaller caller) where TRequest : IRequest<string> =>
        new AuthorizationBehavior<TRequest, string>(caller, Access(caller)).Handle(request, CancellationToken.None, () => Task.FromResult("handled"));

    private static OrganizationAccess Access(ICaller caller) => new(Mock.Of<IOrganizationGate>(), new Tenant(), caller);

    private static ICaller Nobody() => Mock.Of<ICaller>();

    private static ICaller Person(bool isPlatformAdmin = false) =>
        Mock.Of<ICaller>(caller => caller.UserId == Guid.CreateVersion7(World.Monday) && caller.IsPlatformAdmin == isPlatformAdmin);

    private sealed record Undeclared : IRequest<string>;

    private sealed record Open : IRequest<string>, IRequire<Anyone>;

    private sealed record Private : IRequest<string>, IRequire<SignIn>;

    private sealed record ForAdministrators : IRequest<string>, IRequire<PlatformAdmin>;

    private sealed record Twofold : IRequest<string>, IRequire<SignIn>, IRequire<PlatformAdmin>;
}
