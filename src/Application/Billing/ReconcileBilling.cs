using MediatR;
using MySaas.Application.Common;
using MySaas.Domain.Billing;

namespace MySaas.Application.Billing;

/// <summary>Compares all subscriptions with the payment provider's now and not at the next time of the job. The list of drift tells what it found.</summary>
[NothingToValidate("it has no input")]
public sealed record ReconcileBilling : ICommand, IRequire<PlatformAdmin>;

public sealed class ReconcileBillingHandler(ProviderWalks walks) : IRequestHandler<ReconcileBilling, Unit>
{
    public async Task<Unit> Handle(ReconcileBilling command, CancellationToken ct)
    {
        await walks.StartAsync(ProviderList.Subscriptions, ct);
        return Unit.Value;
    }
}
