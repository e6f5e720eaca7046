using FsCheck;
using FsCheck.Fluent;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Billing.Histories;

/// <summary>
/// A thousand random histories of one customer, over the real gateway and queue and a simulated Stripe. The seed of a failing run
/// is printed; <c>build/histories.sh SEED</c> runs it again.
/// </summary>
[Category("Histories"), Parallelizable(ParallelScope.Self)]
internal sealed class HistoriesTests(DatabaseProvider engine) : DatabaseTests(engine)
{
    private const int ChoicesPerKind = 24;

    // Stripe's times end in 2038, and a thousand histories take longer than that.
    private static readonly DateTimeOffset Late = Node.Monday.AddYears(5);

    private BillingStage? _stage;

    [OneTimeTearDown]
    public async Task EndStage()
    {
        if (_stage is not null)
            await _stage.DisposeAsync();
    }

    [Test]
    public void What_we_hold_is_what_Stripe_holds_and_every_effect_happens_once() =>
        Check.One(
            Replayed(Config.QuickThrowOnFailure.WithMaxTest(Variables.Histories(Engine))),
            Prop.ForAll(Arb.From(Steps, Shorter), RunAsync));

    private static Gen<int[]> Steps => Gen.Choose(10, 40).SelectMany(length => Gen.Choose(0, (History.Kinds * ChoicesPerKind) - 1).ArrayOf(length));

    private static Config Replayed(Config config) => Variables.Replay is { } replay ? config.WithReplay(replay) : config;

    private static IEnumerable<int[]> Shorter(int[] steps) =>
        new[] { steps.Length / 2, steps.Length / 4, 1 }.Where(size => size > 0).Distinct()
            .SelectMany(size => Enumerable.Range(0, steps.Length / size).Select(part => (int[])[.. steps[..(part * size)], .. steps[((part + 1) * size)..]]));

    private async Task RunAsync(int[] steps)
    {
        var stage = await SetStageAsync();
        await using var history = new History(stage);

        foreach (var step in steps)
            await history.StepAsync(step);
        await history.ComeToRestAsync();

        if (await new Verdict(stage).FindFaultsAsync() is { Count: > 0 } faults)
            throw new BrokenHistoryException(history, faults);
    }

    // Composing a node takes longer than most histories do.
    private async Task<BillingStage> SetStageAsync()
    {
        if (_stage is { } used && used.Clock.GetUtcNow() > Late)
        {
            await used.DisposeAsync();
            _stage = null;
        }

        _stage ??= new BillingStage(Database);
        await _stage.BeginAsync();
        return _stage;
    }
}
