using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using MySaas.Application.Auth;

namespace MySaas.WebApi.Auth;

/// <summary>The front door: opening an account, signing in and out, and getting a lost password back.</summary>
[ApiController, Route("api/v1/auth"), AllowAnonymous]
public sealed class AuthController(IMediator mediator) : ControllerBase
{
    /// <summary>Opens an account; the answer is the same when the address has one.</summary>
    [HttpPost("register"), HashesPassword, ProducesResponseType(StatusCodes.Status202Accepted)]
    public async Task<IActionResult> Register(Register command, CancellationToken ct)
    {
        await mediator.Send(command, ct);
        return Accepted();
    }

    /// <summary>Proves the address with the token from the mail.</summary>
    [HttpPost("confirm-email"), ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<IActionResult> ConfirmEmail(ConfirmEmail command, CancellationToken ct)
    {
        await mediator.Send(command, ct);
        return NoContent();
    }

    /// <summary>Sends the confirmation mail again, if there is anything to confirm.</summary>
    [HttpPost("resend-confirmation"), ProducesResponseType(StatusCodes.Status202Accepted)]
    public async Task<IActionResult> ResendConfirmation(ResendConfirmation command, CancellationToken ct)
    {
        await mediator.Send(command, ct);
        return Accepted();
    }

    /// <summary>Signs in with a password and, where two factors are on, one of the codes.</summary>
    [HttpPost("login"), HashesPassword]
    public Task<TokenPair> Login(Login command, CancellationToken ct) => mediator.Send(command, ct);

    /// <summary>Trades the refresh token for the next pair of tokens.</summary>
    [HttpPost("refresh")]
    public async Task<TokenPair> Refresh(RefreshSession command, CancellationToken ct) => (await mediator.Send(command, ct)).OrRefuse();

    /// <summary>Ends the session of the refresh token.</summary>
    [HttpPost("logout"), ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<IActionResult> Logout(Logout command, CancellationToken ct)
    {
        await mediator.Send(command, ct);
        return NoContent();
    }

    /// <summary>Sends a mail that resets the password, if the address has an account.</summary>
    [HttpPost("forgot-password"), ProducesResponseType(StatusCodes.Status202Accepted)]
    public async Task<IActionResult> ForgotPassword(ForgotPassword command, CancellationToken ct)
    {
        await mediator.Send(command, ct);
        return Accepted();
    }

    /// <summary>Sets a new password with the token from the mail; every session ends.</summary>
    [HttpPost("reset-password"), ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<IActionResult> ResetPassword(ResetPassword command, CancellationToken ct)
    {
        await mediator.Send(command, ct);
        return NoContent();
    }
}
