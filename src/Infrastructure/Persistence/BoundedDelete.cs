using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace MySaas.Infrastructure.Persistence;

/// <summary>How rows go that nobody needs any more: a bounded number at a time, so that no statement holds many for long.</summary>
internal static class BoundedDelete
{
    /// <summary>Deletes the first <paramref name="limit"/> of the rows and answers how many there were.</summary>
    /// <param name="rows">Those that may go. A row that has changed since it was chosen is looked at again.</param>
    /// <param name="order">Which go first.</param>
    /// <param name="key">What tells one row from all others.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="ct">Gives up waiting.</param>
    public static Task<int> DeleteFirstAsync<TRow, TOrder, TKey>(
        this IQueryable<TRow> rows, Expression<Func<TRow, TOrder>> order, Expression<Func<TRow, TKey>> key, int limit, CancellationToken ct)
    {
        Expression<Func<TKey, bool>> isFirst = candidate => rows.OrderBy(order).Take(limit).Select(key).Contains(candidate);
        var row = Expression.Parameter(typeof(TRow), "row");
        var keyOfRow = ReplacingExpressionVisitor.Replace(key.Parameters[0], row, key.Body);
        var isRowFirst = ReplacingExpressionVisitor.Replace(isFirst.Parameters[0], keyOfRow, isFirst.Body);
        return rows.Where(Expression.Lambda<Func<TRow, bool>>(isRowFirst, row)).ExecuteDeleteAsync(ct);
    }
}
