using System.Net.Http.Headers;
using System.Threading.Channels;
using MySaas.StripeSimulator.Webhooks;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Hosting;

/// <summary>Posts what the world has to tell, a few at a time, and lets the world live while nobody calls.</summary>
internal sealed partial class WebhookSender(StripeWorld world, ILogger<WebhookSender> logger) : BackgroundService
{
    private const int AtOnce = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly Channel<bool> _nudges =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Patience };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        LogSimulated(world.BaseUrl);
        world.Webhooks.Nudge = () => _nudges.Writer.TryWrite(true);
        while (!stoppingToken.IsCancellationRequested)
        {
            world.Control.CatchUp();
            await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => DrainAsync(stoppingToken)));
            await WaitAsync(stoppingToken);
        }
    }

    public override void Dispose()
    {
        _client.Dispose();
        base.Dispose();
    }

    private async Task DrainAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested && world.Webhooks.Take(toUrl: true) is { } delivery)
            world.Webhooks.Complete(delivery, await SendAsync(delivery, ct));
    }

    private async Task<int?> SendAsync(Delivery delivery, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, delivery.Endpoint.Url) { Content = new ByteArrayContent(delivery.Payload) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.Add(Signature.Header, delivery.Sign());
        try
        {
            using var response = await _client.SendAsync(request, ct);
            return (int)response.StatusCode;
        }
        catch (Exception unanswered) when (unanswered is HttpRequestException or TaskCanceledException)
        {
            LogUnanswered(delivery.Event.Id, delivery.Attempts + 1);
            return null;
        }
    }

    private async Task WaitAsync(CancellationToken ct)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timer.CancelAfter(Pause);
        try
        {
            await _nudges.Reader.ReadAsync(timer.Token);
        }
        catch (OperationCanceledException)
        {
            // Nobody nudged: time may have come for a retry or a renewal all the same.
        }
    }

    [LoggerMessage(LogLevel.Information, "Stripe is simulated: {Url}")]
    private partial void LogSimulated(string url);

    [LoggerMessage(LogLevel.Debug, "No answer to webhook {EventId}, try {Attempt}")]
    private partial void LogUnanswered(string eventId, int attempt);
}
