using FluentValidation;
using MediatR;
using MySaas.Application.Common;

namespace MySaas.Application.Jobs;

/// <summary>The outbox: what waits, what is under way, what was done lately, and what nobody could do.</summary>
/// <param name="Status">Only messages in this state; null for all.</param>
/// <param name="Type">Only messages stored under this name; null for all.</param>
public sealed record ListMessages(MessageStatus? Status, string? Type, string? Cursor, int? Limit) : IQuery<Page<MessageDto>>, IRequire<PlatformAdmin>;

public enum MessageStatus
{
    /// <summary>It waits for a worker, or for the time of its next attempt.</summary>
    Pending,

    /// <summary>A worker has it, or had it when it died.</summary>
    Processing,

    Done,

    /// <summary>It will not be tried again unless somebody asks for it.</summary>
    Dead,
}

/// <param name="Type">The name it is stored under, as in <c>notifications.send_email.v1</c>.</param>
/// <param name="Attempts">Since it was created or last retried by hand.</param>
/// <param name="LastError">Why it did not succeed or was put off.</param>
/// <param name="NextAttemptAt">The earliest time of it, or the end of the worker's lease; null when it is done or dead.</param>
public sealed record MessageDto(
    Guid Id, string Type, MessageStatus Status, int Attempts, string? LastError, DateTimeOffset CreatedAt, DateTimeOffset? NextAttemptAt);

public sealed class ListMessagesValidator : AbstractValidator<ListMessages>
{
    public ListMessagesValidator()
    {
        RuleFor(q => q.Status).IsInEnum();
        RuleFor(q => q.Type).MessageType();
    }
}

public sealed class ListMessagesHandler(IMessageReads messages) : IRequestHandler<ListMessages, Page<MessageDto>>
{
    private const string List = "messages";

    public async Task<Page<MessageDto>> Handle(ListMessages query, CancellationToken ct)
    {
        var page = PageRequest.Of(List, query.Cursor, query.Limit);
        return page.Cut(List, await messages.ListAsync(query.Status, query.Type, page, ct), message => message.Id);
    }
}
