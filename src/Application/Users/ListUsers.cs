using AutoMapper;
using FluentValidation;
using MediatR;
using MySaas.Application.Common;
using MySaas.Domain.Users;

namespace MySaas.Application.Users;

/// <summary>Everybody with an account, for those who run the installation.</summary>
/// <param name="Search">A part of the address or the name; null for all.</param>
public sealed record ListUsers(string? Search, string? Cursor, int? Limit) : IQuery<Page<UserDto>>, IRequire<PlatformAdmin>;

public sealed record UserDto(
    Guid Id,
    string Email,
    bool EmailConfirmed,
    string DisplayName,
    bool TwoFactorEnabled,
    DateTimeOffset CreatedAt,
    DateTimeOffset? DisabledAt,
    DateTimeOffset? ErasesAt);

public sealed class UserMapping : Profile
{
    public UserMapping() => CreateMap<User, UserDto>();
}

public sealed class ListUsersValidator : AbstractValidator<ListUsers>
{
    // No name or address holds a control character, and PostgreSQL refuses to be asked for NUL.
    public ListUsersValidator() => RuleFor(q => q.Search)
        .Must(search => search is null || !search.Any(char.IsControl)).WithMessage("A control character is in no name or address.");
}

public sealed class ListUsersHandler(IUserReads users) : IRequestHandler<ListUsers, Page<UserDto>>
{
    private const string List = "users";

    public async Task<Page<UserDto>> Handle(ListUsers query, CancellationToken ct)
    {
        var page = PageRequest.Of(List, query.Cursor, query.Limit);
        return page.Cut(List, await users.ListAsync(query.Search, page, ct), user => user.Id);
    }
}
