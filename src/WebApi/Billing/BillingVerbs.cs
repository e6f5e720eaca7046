using MediatR;
using MySaas.Application.Billing;
using MySaas.Application.Common;

namespace MySaas.WebApi.Billing;

/// <summary><c>WebApi billing sync-catalog</c> and <c>WebApi billing reconcile</c>.</summary>
internal static class BillingVerbs
{
    public static Func<IServiceProvider, Task<int>> Find(string? verb) => verb switch
    {
        "sync-catalog" => services => RunAsync(services, SyncCatalogAsync),
        "reconcile" => services => RunAsync(services, ReconcileAsync),
        _ => _ => FailAsync("There is billing sync-catalog and billing reconcile."),
    };

    private static async Task SyncCatalogAsync(IMediator mediator)
    {
        foreach (var item in await mediator.Send(new SyncCatalog()))
            Console.WriteLine($"{item.Name}: {item.Outcome.ToString().ToLowerInvariant()}");
    }

    private static async Task ReconcileAsync(IMediator mediator)
    {
        if (await mediator.Send(new ReconcileSubscriptions()) == 0)
            throw SubscriptionRefusals.NotConfigured.AsException();
        Console.WriteLine("It has begun, and the workers go on with it; GET /api/v1/admin/billing/drift lists what they find.");
    }

    private static async Task<int> RunAsync(IServiceProvider services, Func<IMediator, Task> verb)
    {
        await using var scope = services.CreateAsyncScope();
        try
        {
            await verb(scope.ServiceProvider.GetRequiredService<IMediator>());
            return 0;
        }
        catch (RefusedException refused) when (refused.Refusal == SubscriptionRefusals.NotConfigured)
        {
            return await FailAsync("No payment provider is configured: set Stripe:SecretKey.");
        }
        catch (Exception failure) when (failure is GatewayUnavailableException or GatewayRefusedException)
        {
            return await FailAsync(failure.Message);
        }
    }

    private static async Task<int> FailAsync(string message)
    {
        await Console.Error.WriteLineAsync(message);
        return 1;
    }
}
