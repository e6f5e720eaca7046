using FluentValidation;
using MediatR;
using MySaas.Application.Common;

namespace MySaas.Application.Jobs;

/// <summary>Takes all dead messages back, or those of one type.</summary>
/// <param name="Type">The name they are stored under; null for all.</param>
public sealed record RetryMessages(string? Type) : ICommand<RetriedDto>, IRequire<PlatformAdmin>;

/// <param name="Retried">How many messages are pending again.</param>
public sealed record RetriedDto(int Retried);

public sealed class RetryMessagesValidator : AbstractValidator<RetryMessages>
{
    public RetryMessagesValidator() => RuleFor(c => c.Type).MessageType();
}

public sealed class RetryMessagesHandler(IOutboxCare outbox) : IRequestHandler<RetryMessages, RetriedDto>
{
    public async Task<RetriedDto> Handle(RetryMessages command, CancellationToken ct) =>
        new(await outbox.ReviveAllAsync(command.Type, ct));
}
