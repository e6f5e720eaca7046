using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Infrastructure.IntegrationTests.Persistence;

internal sealed class ComparerTests
{
    /// <summary>.NET makes a method, and later throws it away, each time that a compiled lambda comes to one inside of it.</summary>
    [TestCaseSource(typeof(Engines), nameof(Engines.All))]
    public void No_value_is_compared_by_a_lambda_within_a_lambda(DatabaseProvider engine)
    {
        using var db = Engines.WithoutServer(engine);

        var slow = db.Model.GetEntityTypes().SelectMany(PropertiesOf).Where(property => IsSlow(property.GetValueComparer()));

        Assert.That(slow.Select(property => $"{property.DeclaringType.ShortName()}.{property.Name}"), Is.Empty, "Map it with HasList.");
    }

    private static IEnumerable<IProperty> PropertiesOf(ITypeBase type) =>
        type.GetProperties().Concat(type.GetComplexProperties().SelectMany(property => PropertiesOf(property.ComplexType)));

    private static bool IsSlow(Microsoft.EntityFrameworkCore.ChangeTracking.ValueComparer comparer) =>
        new[] { comparer.EqualsExpression, comparer.SnapshotExpression, comparer.HashCodeExpression }.Any(Nested.In);

    private sealed class Nested : ExpressionVisitor
    {
        private bool _isFound;

        public static bool In(LambdaExpression lambda)
        {
            var search = new Nested();
            search.Visit(lambda.Body);
            return search._isFound;
        }

        protected override Expression VisitLambda<T>(Expression<T> node)
        {
            _isFound = true;
            return node;
        }
    }
}
