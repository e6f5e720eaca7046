using AutoMapper;
using Microsoft.Extensions.Logging.Abstractions;
using MySaas.Application.Auth;
using MySaas.Application.Common;
using MySaas.Application.Users;
using MySaas.Domain.Users;

namespace MySaas.Application.UnitTests.Common;

public sealed class MappingTests
{
    private static readonly MapperConfiguration Mapping =
        new(map => map.AddMaps(typeof(ICaller).Assembly), NullLoggerFactory.Instance);

    [Test]
    public void Every_member_of_every_DTO_has_a_source() => Mapping.AssertConfigurationIsValid();

    // A configuration without maps would be valid, too.
    [Test]
    public void The_maps_that_reads_project_through_are_found()
    {
        var user = new World().Confirmed();
        var mapper = Mapping.CreateMapper();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(mapper.Map<ProfileDto>(user).Id, Is.EqualTo(user.Id));
            Assert.That(mapper.Map<SessionDto>(new World().SignedIn(user)).UserAgent, Is.EqualTo("Firefox"));
        }
    }

    [Test]
    public void No_secret_of_a_user_reaches_a_DTO()
    {
        string[] secrets =
            [nameof(User.PasswordHash), nameof(User.AuthenticatorKey), nameof(User.RecoveryCodeHashes), nameof(User.UsedTotpSteps)];

        var members = typeof(ProfileDto).GetProperties().Concat(typeof(UserDto).GetProperties()).Select(property => property.Name);

        Assert.That(members.Intersect(secrets), Is.Empty);
    }

    [Test]
    public void A_user_is_mapped_as_it_is()
    {
        var user = new World().WithTwoFactors();
        user.Disable(World.Monday);

        var dto = Mapping.CreateMapper().Map<UserDto>(user);

        Assert.That(dto, Is.EqualTo(new UserDto(user.Id, "Ada@Example.com", true, "Ada Lovelace", true, World.Monday, World.Monday, null)));
    }
}
