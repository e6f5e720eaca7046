using Stripe;

namespace MySaas.StripeSimulator.Tests.Common;

internal static class Refusal
{
    /// <summary>What a call was refused with; a call that is not refused fails the test.</summary>
    public static async Task<StripeException> OfAsync(Func<Task> call) => (await Assert.ThrowsAsync<StripeException>(call))!;
}
