using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Persistence;

internal sealed class WriteGateTests
{
    [Test]
    public async Task On_SQLite_one_writes_and_the_next_begins_when_it_is_done()
    {
        using var gate = new WriteGate(DatabaseProvider.Sqlite);
        var first = await gate.EnterAsync(CancellationToken.None);

        var second = gate.EnterAsync(CancellationToken.None).AsTask();
        Assert.That(second.IsCompleted, Is.False);
        first!.Dispose();

        Assert.That(await second, Is.Not.Null);
    }

    [Test]
    public async Task A_turn_that_is_ended_twice_lets_one_in()
    {
        using var gate = new WriteGate(DatabaseProvider.Sqlite);
        var first = await gate.EnterAsync(CancellationToken.None);
        first!.Dispose();
        first.Dispose();

        using var second = await gate.EnterAsync(CancellationToken.None);

        Assert.That(gate.EnterAsync(CancellationToken.None).AsTask().IsCompleted, Is.False);
    }

    [Test]
    public async Task Who_gives_up_waiting_has_no_turn_to_end()
    {
        using var gate = new WriteGate(DatabaseProvider.Sqlite);
        using var patience = new CancellationTokenSource();
        var first = await gate.EnterAsync(CancellationToken.None);
        var second = gate.EnterAsync(patience.Token).AsTask();

        await patience.CancelAsync();

        Assert.That(() => second, Throws.InstanceOf<OperationCanceledException>());
        first!.Dispose();
        Assert.That(await gate.EnterAsync(CancellationToken.None), Is.Not.Null);
    }

    [TestCase(DatabaseProvider.PostgreSql)]
    [TestCase(DatabaseProvider.SqlServer)]
    public async Task The_other_engines_let_everybody_in_at_once(DatabaseProvider engine)
    {
        using var gate = new WriteGate(engine);

        Assert.That(await gate.EnterAsync(CancellationToken.None), Is.Null);
        Assert.That(await gate.EnterAsync(CancellationToken.None), Is.Null);
    }
}
