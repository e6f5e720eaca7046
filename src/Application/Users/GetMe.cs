using AutoMapper;
using MediatR;
using MySaas.Application.Common;
using MySaas.Domain.Users;

namespace MySaas.Application.Users;

/// <summary>The caller's own account.</summary>
public sealed record GetMe : IQuery<ProfileDto>, IRequire<SignIn>;

/// <param name="IsPlatformAdmin">Whether this person runs the installation.</param>
public sealed record ProfileDto(
    Guid Id,
    string Email,
    bool EmailConfirmed,
    string DisplayName,
    bool TwoFactorEnabled,
    DateTimeOffset CreatedAt,
    bool IsPlatformAdmin = false);

public sealed class ProfileMapping : Profile
{
    public ProfileMapping() => CreateMap<User, ProfileDto>()
        .ForCtorParam(nameof(ProfileDto.IsPlatformAdmin), o => o.MapFrom(_ => false));
}

public sealed class GetMeHandler(IUserReads users, ICaller caller) : IRequestHandler<GetMe, ProfileDto>
{
    public async Task<ProfileDto> Handle(GetMe query, CancellationToken ct) =>
        await users.FindProfileAsync(caller.RequiredUserId(), ct) is { } me
            ? me with { IsPlatformAdmin = caller.IsPlatformAdmin }
            : throw SignIn.Missing.AsException();
}
