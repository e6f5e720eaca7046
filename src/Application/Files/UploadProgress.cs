using MediatR;
using MySaas.Application.Billing;
using MySaas.Application.Common;

namespace MySaas.Application.Files;

/// <summary>
/// Goes along with the bytes of an upload: takes room for them before they are stored, and says now and then that they still flow.
/// Room is taken at once for as much as was announced, so that what cannot fit is refused before it is sent; and in steps for more than that.
/// </summary>
/// <param name="mediator">Sends <see cref="ContinueUpload"/>.</param>
/// <param name="key">Of the upload.</param>
/// <param name="announced">How many bytes are to come; null when nobody said.</param>
/// <param name="alive">Called now and then, too.</param>
/// <param name="pause">How long it may be silent.</param>
/// <param name="clock">Tells how long it was.</param>
public sealed class UploadProgress(
    IMediator mediator, StorageKey key, long? announced, Func<CancellationToken, Task> alive, TimeSpan pause, TimeProvider clock)
{
    private const long Step = 4 * 1024 * 1024;

    private long _taken;
    private DateTimeOffset _next = clock.GetUtcNow() + pause;

    /// <exception cref="RefusedException">There is no room for them, or the upload is over.</exception>
    public async ValueTask FlowedAsync(long count, CancellationToken ct)
    {
        if (count > _taken)
            await TakeAsync(count - _taken, ct);
        if (clock.GetUtcNow() < _next)
            return;
        await alive(ct);
        await ContinueAsync(0, ct);
    }

    private async Task TakeAsync(long needed, CancellationToken ct)
    {
        if (_taken == 0 && announced > needed)
        {
            await ContinueAsync(announced.Value, ct);
            return;
        }

        var wanted = Math.Max(needed, Step);
        try
        {
            await ContinueAsync(wanted, ct);
        }
        catch (RefusedException refused) when (wanted > needed && refused.Refusal == BillingRefusals.LimitReached(StorageBytes.Name))
        {
            await ContinueAsync(needed, ct);     // what is left may do for what there is
        }
    }

    private async Task ContinueAsync(long moreBytes, CancellationToken ct)
    {
        await mediator.Send(new ContinueUpload(key.OwnerId, key.FileId, moreBytes), ct);
        _taken += moreBytes;
        _next = clock.GetUtcNow() + pause;
    }
}
