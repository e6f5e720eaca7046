using System.Collections.Concurrent;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace MySaas.Infrastructure.Persistence;

/// <summary>
/// A query that is asked often. EF Core finds other queries again by comparing their whole expression; this one is
/// translated once for each model, of which a process of the product has one, and the tests have as many as engines.
/// </summary>
/// <param name="query">It captures nothing: what varies is the parameter.</param>
internal sealed class CompiledQuery<TParameter, TResult>(Expression<Func<AppDbContext, TParameter, CancellationToken, TResult>> query)
{
    private readonly ConcurrentDictionary<IModel, Func<AppDbContext, TParameter, CancellationToken, Task<TResult>>> _byModel = [];

    public Task<TResult> RunAsync(AppDbContext db, TParameter parameter, CancellationToken ct) =>
        _byModel.GetOrAdd(db.Model, static (_, query) => EF.CompileAsyncQuery(query), query)(db, parameter, ct);
}
