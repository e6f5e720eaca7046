using MySaas.Benchmarks.Common;
using MySaas.Benchmarks.Requests;

namespace MySaas.Benchmarks.Soak;

/// <summary>Requests of several kinds side by side, each at a steady pace and with a new sign-in every minute.</summary>
internal sealed class MixedLoad(Server product, Owner owner)
{
    private const int RoundSeconds = 60;

    // 32 at a time and, where the machine keeps up, some 700 in a second.
    private static readonly Dictionary<string, (int Connections, int PauseInMilliseconds)> Paces = new()
    {
        ["GET /users/me"] = (16, 40),
        ["page of 20 of the audit log"] = (4, 40),
        ["POST /organizations"] = (4, 80),
        ["webhook intake"] = (8, 80),
    };

    /// <summary>How many of each were answered.</summary>
    public async Task<IReadOnlyDictionary<string, double>> RunAsync(int minutes)
    {
        var answered = Paces.Keys.ToDictionary(name => name, _ => 0.0);
        for (var minute = 0; minute < minutes; minute++)
        {
            var token = await Owner.SignInAsync(product.Http);
            var asked = Workload.Of(token, owner.OrganizationId).Where(workload => Paces.ContainsKey(workload.Name)).ToList();
            var loads = await Task.WhenAll(asked.Select(AskAsync));
            foreach (var (workload, load) in asked.Zip(loads))
                answered[workload.Name] += load.PerSecond * RoundSeconds;
        }

        return answered;
    }

    private Task<Load> AskAsync(Workload workload)
    {
        var (connections, pause) = Paces[workload.Name];
        return Wrk.PacedAsync(workload.At(product), workload, connections, pause, RoundSeconds);
    }
}
