using MediatR;
using Microsoft.AspNetCore.Mvc;
using MySaas.Application.Auth;

namespace MySaas.WebApi.Auth;

/// <summary>The caller's own password, address and second factor.</summary>
[ApiController, Route("api/v1/auth")]
public sealed class CredentialsController(IMediator mediator) : ControllerBase
{
    /// <summary>Replaces the password; every other session ends.</summary>
    [HttpPost("change-password"), ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<IActionResult> ChangePassword(ChangePassword command, CancellationToken ct)
    {
        await mediator.Send(command, ct);
        return NoContent();
    }

    /// <summary>Asks to move the account to another address, which gets a mail with a token.</summary>
    [HttpPost("change-email"), ProducesResponseType(StatusCodes.Status202Accepted)]
    public async Task<IActionResult> ChangeEmail(ChangeEmail command, CancellationToken ct)
    {
        await mediator.Send(command, ct);
        return Accepted();
    }

    /// <summary>Moves the account with the token from the mail; the old address is told.</summary>
    [HttpPost("confirm-email-change"), ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<IActionResult> ConfirmEmailChange(ConfirmEmailChange command, CancellationToken ct)
    {
        await mediator.Send(command, ct);
        return NoContent();
    }

    /// <summary>Makes a fresh authenticator key, which is in force once a code of it has been shown.</summary>
    [HttpPost("two-factor/setup")]
    public Task<TwoFactorSetupDto> SetUpTwoFactor(CancellationToken ct) => mediator.Send(new SetUpTwoFactor(), ct);

    /// <summary>Puts the authenticator in force and hands out the recovery codes, this once.</summary>
    [HttpPost("two-factor/enable")]
    public Task<RecoveryCodesDto> EnableTwoFactor(EnableTwoFactor command, CancellationToken ct) => mediator.Send(command, ct);

    /// <summary>Goes back to the password alone.</summary>
    [HttpPost("two-factor/disable"), ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<IActionResult> DisableTwoFactor(DisableTwoFactor command, CancellationToken ct)
    {
        await mediator.Send(command, ct);
        return NoContent();
    }

    /// <summary>Hands out new recovery codes; the old ones die.</summary>
    [HttpPost("two-factor/recovery-codes")]
    public Task<RecoveryCodesDto> ReplaceRecoveryCodes(ReplaceRecoveryCodes command, CancellationToken ct) => mediator.Send(command, ct);
}
