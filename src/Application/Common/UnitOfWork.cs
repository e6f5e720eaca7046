using MediatR;

namespace MySaas.Application.Common;

/// <summary>All changes of one use case, committed once: entities, outbox rows and audit rows together.</summary>
public interface IUnitOfWork
{
    /// <exception cref="ConcurrentChangeException">Another transaction changed a loaded aggregate first.</exception>
    /// <exception cref="DuplicateException">A unique index said no.</exception>
    Task CommitAsync(CancellationToken ct);

    /// <summary>Forgets everything loaded and changed, so that the use case can run again on fresh data.</summary>
    void Reset();
}

/// <summary>An aggregate was changed by somebody else between load and commit.</summary>
public sealed class ConcurrentChangeException(Exception inner) : Exception("The row was changed by another transaction.", inner);

/// <summary>A unique index refused the commit.</summary>
public sealed class DuplicateException(Exception inner) : Exception("A unique index refused a row.", inner);

/// <summary>
/// Commits a command once, after its handler. A command that lost a race runs again on fresh data, because nothing of it
/// has left the process yet; what it then finds decides. The fourth loss in a row is told to the caller.
/// </summary>
public sealed class UnitOfWorkBehavior<TRequest, TResponse>(IUnitOfWork unitOfWork) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
{
    private const int MaxRuns = 4;

    public async Task<TResponse> Handle(TRequest request, CancellationToken ct, RequestHandlerDelegate<TResponse> next)
    {
        if (request is not IBaseCommand)
            return await next();

        for (var run = 1; ; run++)
        {
            var isDone = false;
            try
            {
                var response = await next();
                await unitOfWork.CommitAsync(ct);
                isDone = true;
                return response;
            }
            catch (Exception lost) when (lost is ConcurrentChangeException or DuplicateException)
            {
                if (run == MaxRuns)
                    throw Refusal.ConcurrentChange.AsException();
            }
            finally
            {
                if (!isDone)
                    unitOfWork.Reset();          // for the next run, and for the next command of the same request
            }
        }
    }
}
