using MediatR;
using MySaas.Application.Common;

namespace MySaas.Application.Billing;

/// <summary>
/// Takes in what the payment provider tells. It is acknowledged once it is stored, and nothing else happens here: no call to
/// the provider, no change of ours. A second delivery of the same event changes nothing.
/// </summary>
[NothingToValidate("its signature says that it is well-formed; anything else is refused by the reader")]
public sealed record ReceiveWebhookEvent(ReadOnlyMemory<byte> Payload, string? Signature) : ICommand, IRequire<Anyone>;

public sealed class ReceiveWebhookEventHandler(IWebhookReader reader, IWebhookEventRepository events) : IRequestHandler<ReceiveWebhookEvent, Unit>
{
    private static readonly Refusal NotSigned = new(
        RefusalKind.Invalid, "billing.invalid_signature", "The signature is missing, wrong, or too old.");

    public async Task<Unit> Handle(ReceiveWebhookEvent command, CancellationToken ct)
    {
        var told = reader.Read(command.Payload, command.Signature) ?? throw NotSigned.AsException();
        await events.StoreAsync(told, ct);
        return Unit.Value;
    }
}
