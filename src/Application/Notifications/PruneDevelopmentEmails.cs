using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Jobs;

namespace MySaas.Application.Notifications;

/// <summary>Empties the development inbox of mails older than a week.</summary>
[NothingToValidate("only the catalogue of jobs makes it")]
public sealed record PruneDevelopmentEmails(int Limit = 1000) : IBatchStep;

public sealed class PruneDevelopmentEmailsHandler(IDevelopmentEmailRepository emails, TimeProvider clock) : IRequestHandler<PruneDevelopmentEmails, int>
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    public Task<int> Handle(PruneDevelopmentEmails command, CancellationToken ct) =>
        emails.DeleteAsync(clock.GetUtcNow() - KeptFor, command.Limit, ct);
}

public interface IDevelopmentEmailRepository
{
    /// <summary>Deletes mails that were kept before then; up to <paramref name="limit"/> of them.</summary>
    Task<int> DeleteAsync(DateTimeOffset before, int limit, CancellationToken ct);
}
