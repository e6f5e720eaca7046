using MySaas.StripeSimulator.Protocol;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Hosting;

/// <summary>Keeps a world across restarts of its process, since the product's database keeps the ids.</summary>
internal sealed class StateFile(StripeWorld world, string path, Action whenRead) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private long _saved;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (File.Exists(path))
            world.Restore(await File.ReadAllBytesAsync(path, cancellationToken));
        whenRead();
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await SaveAsync();
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await SaveAsync();
    }

    // Beside the file and then over it: a process that is killed half way leaves the old one.
    private async Task SaveAsync()
    {
        if (world.Version == _saved)
            return;
        _saved = world.Version;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        await File.WriteAllBytesAsync($"{path}.new", world.Snapshot().ToIndentedBytes());
        File.Move($"{path}.new", path, overwrite: true);
    }
}
