using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MySaas.Infrastructure.Persistence;

/// <summary>Lists of simple values in a column of their own.</summary>
internal static class ListColumns
{
    /// <summary>
    /// A primitive collection with a comparer of ours: EF Core's own holds a lambda within its lambda, for which .NET makes a method at each
    /// comparison, and each save compares. That was two fifths of the processor's time for Stripe's events.
    /// </summary>
    public static void HasList<TEntity, T>(this EntityTypeBuilder<TEntity> builder, Expression<Func<TEntity, IReadOnlyList<T>?>> list)
        where TEntity : class => builder.PrimitiveCollection(list).Metadata.SetValueComparer(new Comparer<T>());

    private sealed class Comparer<T>() : ValueComparer<IReadOnlyList<T>>(
        (left, right) => AreEqual(left, right), list => HashOf(list), list => Copy(list))
    {
        private static bool AreEqual(IReadOnlyList<T>? left, IReadOnlyList<T>? right) =>
            ReferenceEquals(left, right) || (left is not null && right is not null && left.SequenceEqual(right));

        private static int HashOf(IReadOnlyList<T> list)
        {
            var hash = new HashCode();
            foreach (var value in list)
                hash.Add(value);
            return hash.ToHashCode();
        }

        private static IReadOnlyList<T> Copy(IReadOnlyList<T> list) => [.. list];
    }
}
