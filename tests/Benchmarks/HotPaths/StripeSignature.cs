using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using MySaas.Benchmarks.Common;
using MySaas.Infrastructure.Billing;
using Stripe;

namespace MySaas.Benchmarks.HotPaths;

/// <summary>An event of 3 KB, from its bytes to what is stored of it; beside the HMAC over it.</summary>
public class StripeSignature
{
    private const string Secret = "whsec_bench_0123456789abcdef";

    private readonly LeapingClock _clock = new(TimeSpan.Zero);         // a signature is not taken for long
    private readonly byte[] _key = Encoding.UTF8.GetBytes(Secret);

    private StripeWebhookReader _reader = null!;
    private string _text = "", _signature = "";
    private byte[] _payload = [], _signed = [];

    [GlobalSetup]
    public void SetUp()
    {
        _reader = new StripeWebhookReader(new StripeOptions { WebhookSecrets = [Secret] }, _clock, NullLogger<StripeWebhookReader>.Instance);
        _text = JsonSerializer.Serialize(Told());
        _payload = Encoding.UTF8.GetBytes(_text);
        var time = _clock.GetUtcNow().ToUnixTimeSeconds();
        _signed = Encoding.UTF8.GetBytes($"{time}.{_text}");
        _signature = $"t={time},v1={Convert.ToHexStringLower(HmacAlone())}";
        if (Read() is not "evt_1")
            throw new InvalidOperationException("The event is not taken.");
    }

    [Benchmark(Baseline = true)]
    public byte[] HmacAlone() => HMACSHA256.HashData(_key, _signed);

    [Benchmark]
    public void Verified() => EventUtility.ValidateSignature(_text, _signature, Secret, tolerance: 300, _clock.GetUtcNow().ToUnixTimeSeconds());

    [Benchmark]
    public string? Read() => _reader.Read(_payload, _signature)?.EventId;

    private static object Told() => new
    {
        id = "evt_1",
        @object = "event",
        api_version = (string?)null,
        created = 1760000000,
        livemode = false,
        type = "invoice.paid",
        data = new { @object = new { id = "in_1", @object = "invoice", customer = "cus_1", subscription = "sub_1", status = "paid", amount_paid = 12000, lines = Lines() } },
    };

    private static object Lines() => new
    {
        @object = "list",
        data = Enumerable.Range(1, 18).Select(month => new
        {
            id = $"il_{month}",
            @object = "line_item",
            amount = 1200,
            currency = "usd",
            description = $"Seat, month {month}",
            quantity = month,
            metadata = new { cost_center = $"cc-{month}" },
        }),
    };
}
