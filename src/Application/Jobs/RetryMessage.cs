using MediatR;
using MySaas.Application.Common;

namespace MySaas.Application.Jobs;

/// <summary>Takes one message back from the dead letters, with all its attempts before it.</summary>
[NothingToValidate("any id is well-formed; an unknown one is not found")]
public sealed record RetryMessage(Guid Id) : ICommand, IRequire<PlatformAdmin>;

public sealed class RetryMessageHandler(IOutboxCare outbox, IMessageReads messages) : IRequestHandler<RetryMessage, Unit>
{
    private static readonly Refusal NotDead = new(
        RefusalKind.Conflict, "messages.not_dead", "Only a message among the dead letters can be retried.");

    public async Task<Unit> Handle(RetryMessage command, CancellationToken ct)
    {
        if (await outbox.ReviveAsync(command.Id, ct))
            return Unit.Value;
        throw (await messages.FindAsync(command.Id, ct) is null ? Refusal.NotFound : NotDead).AsException();
    }
}
