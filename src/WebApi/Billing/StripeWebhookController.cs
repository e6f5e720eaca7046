using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using MySaas.Application.Billing;
using MySaas.WebApi.Common;

namespace MySaas.WebApi.Billing;

/// <summary>Where Stripe tells what happened. The body is taken as bytes, since the signature is over each of them.</summary>
[ApiController, Route("api/v1/webhooks/stripe"), AllowAnonymous, Webhook]
public sealed class StripeWebhookController(IMediator mediator) : ControllerBase
{
    private const int TypicalBytes = 8 * 1024;
    private const int MostBytes = 1024 * 1024;

    /// <summary>Takes in an event of Stripe's. It is answered once the event is stored; a second delivery changes nothing.</summary>
    [HttpPost, Quiet]
    public async Task<OkResult> Receive(CancellationToken ct)
    {
        // The server takes no larger body than this of anybody; what a header claims is not believed.
        using var body = new MemoryStream((int)Math.Min(Request.ContentLength ?? TypicalBytes, MostBytes));
        await Request.Body.CopyToAsync(body, ct);
        await mediator.Send(new ReceiveWebhookEvent(body.GetBuffer().AsMemory(0, (int)body.Length), Request.Headers["Stripe-Signature"]), ct);
        return Ok();
    }
}
