using MediatR;
using MySaas.Application.Common;

namespace MySaas.Application.Jobs;

/// <summary>Deletes messages that were done long ago (<c>Jobs:DoneMessageRetention</c>). The dead stay, whatever their age.</summary>
[NothingToValidate("only the catalogue of jobs makes it")]
public sealed record PruneDoneMessages(int Limit = 1000) : IBatchStep;

public sealed class PruneDoneMessagesHandler(IOutboxCare outbox) : IRequestHandler<PruneDoneMessages, int>
{
    public Task<int> Handle(PruneDoneMessages command, CancellationToken ct) => outbox.DeleteDoneAsync(command.Limit, ct);
}
