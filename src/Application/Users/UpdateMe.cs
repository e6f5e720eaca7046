using FluentValidation;
using MediatR;
using MySaas.Application.Auth;
using MySaas.Application.Common;

namespace MySaas.Application.Users;

/// <summary>Changes what a person may change of their own account; what is left out stays.</summary>
public sealed record UpdateMe(string? DisplayName) : ICommand, IRequire<SignIn>;

public sealed class UpdateMeValidator : AbstractValidator<UpdateMe>
{
    public UpdateMeValidator() => RuleFor(c => c.DisplayName!).IsDisplayName().When(c => c.DisplayName is not null);
}

public sealed class UpdateMeHandler(CurrentUser current) : IRequestHandler<UpdateMe, Unit>
{
    public async Task<Unit> Handle(UpdateMe command, CancellationToken ct)
    {
        var user = await current.LoadAsync(ct);
        if (command.DisplayName is { } displayName)
            user.Rename(displayName.Trim());
        return Unit.Value;
    }
}
