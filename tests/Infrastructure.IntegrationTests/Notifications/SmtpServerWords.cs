using System.Text.Json;

namespace MySaas.Infrastructure.IntegrationTests.Notifications;

/// <summary>What the mail server says while it runs, a line of JSON for each thing that happens.</summary>
internal sealed class SmtpServerWords
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly List<JsonElement> _lines = [];
    private readonly Task _reading;
    private TaskCompletionSource _next = NextLine();

    public SmtpServerWords(TextReader output) => _reading = ReadAsync(output);

    public IReadOnlyList<JsonElement> Of(string what)
    {
        lock (_gate)
            return [.. _lines.Where(line => line.TryGetProperty("event", out var name) && name.GetString() == what)];
    }

    public async Task WaitForAsync(string what, int times)
    {
        while (true)
        {
            Task next;
            lock (_gate)
                next = _next.Task;
            if (Of(what).Count >= times)
                return;
            await next.WaitAsync(Patience);
        }
    }

    /// <summary>All lines, once there can be no more.</summary>
    public async Task<IReadOnlyList<JsonElement>> AllAsync()
    {
        await _reading.WaitAsync(Patience);
        return _lines;
    }

    private async Task ReadAsync(TextReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            TaskCompletionSource said;
            lock (_gate)
            {
                _lines.Add(JsonElement.Parse(line));
                (said, _next) = (_next, NextLine());
            }

            said.SetResult();
        }
    }

    private static TaskCompletionSource NextLine() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
