using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace MySaas.Infrastructure.IntegrationTests.Auth;

/// <summary>Holds back the first answer of the database: it was read, and the product does not have it yet.</summary>
internal sealed class HeldAnswer : DbCommandInterceptor
{
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task HasArrived => _arrived.Task;

    public void Release() => _released.SetResult();

    public override async ValueTask<InterceptionResult> DataReaderClosingAsync(
        DbCommand command, DataReaderClosingEventData eventData, InterceptionResult result)
    {
        if (_arrived.TrySetResult())
            await _released.Task;
        return result;
    }
}
