using System.Collections.Concurrent;
using System.Diagnostics;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace MySaas.Infrastructure.IntegrationTests.Persistence.SqlServer;

/// <summary>
/// Sees every LINQ query that the product runs in these suites, on whatever engine, the first time that it is compiled. One
/// that was not also translated for SQL Server fails the test that runs it.
/// </summary>
internal sealed class QueryWatch : IQueryExpressionInterceptor
{
    /// <summary>One for all nodes: EF Core keeps its caches per set of singleton interceptors.</summary>
    public static readonly QueryWatch Instance = new();

    private readonly ConcurrentDictionary<string, bool> _translated = [];

    /// <summary>Takes note of what is compiled for SQL Server.</summary>
    public IQueryExpressionInterceptor Recorder => new Recording(_translated);

    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData)
    {
        var query = eventData.ExpressionPrinter.PrintExpression(queryExpression);
        return _translated.ContainsKey(query) || IsRawSql(query) || IsOfTheTests()
            ? queryExpression
            : throw new AssertionException($"{nameof(Translation)} has not translated this query for SQL Server: {query}");
    }

    // The words of one engine, of which another has its own: its call is among the translated ones all the same.
    private static bool IsRawSql(string query) => query.Contains(".FromSql(", StringComparison.Ordinal);

    // What a test asks in its own words is no query of the product: the nearest code of ours on the stack tells whose it is.
    // The test of this watch stands in for the product.
    private static bool IsOfTheTests() => new StackTrace().GetFrames()
        .Select(frame => frame.GetMethod()?.DeclaringType)
        .FirstOrDefault(type => type is not null && type != typeof(QueryWatch)
            && type.FullName!.StartsWith("MySaas.", StringComparison.Ordinal)
            && !type.FullName.StartsWith(typeof(QueryTests).FullName!, StringComparison.Ordinal))
        ?.Assembly == typeof(QueryWatch).Assembly;

    private sealed class Recording(ConcurrentDictionary<string, bool> translated) : IQueryExpressionInterceptor
    {
        public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData)
        {
            translated[eventData.ExpressionPrinter.PrintExpression(queryExpression)] = true;
            return queryExpression;
        }
    }
}
