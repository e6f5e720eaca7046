using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Jobs;
using MySaas.Domain.Billing;

namespace MySaas.Application.Billing;

/// <summary>
/// Begins to compare all subscriptions with the payment provider's: page by page for those that it lists, and one by one for
/// those of ours that it does not. Answers 0 where no provider is configured.
/// </summary>
[NothingToValidate("it has no input")]
public sealed record ReconcileSubscriptions : IJobStep, ICommand<int>;

public sealed class ReconcileSubscriptionsHandler(IPaymentGateway gateway, ProviderWalks walks) : IRequestHandler<ReconcileSubscriptions, int>
{
    public async Task<int> Handle(ReconcileSubscriptions command, CancellationToken ct)
    {
        if (!gateway.IsConfigured)
            return 0;
        await walks.StartAsync(ProviderList.Subscriptions, ct);
        return 1;
    }
}
