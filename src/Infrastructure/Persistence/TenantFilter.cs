using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using MySaas.Domain.Common;

namespace MySaas.Infrastructure.Persistence;

/// <summary>
/// Isolation of tenants: every query sees the rows of the organization that was entered and no others, without anybody asking
/// for it. Whoever must see more leaves the filter by its name, and stands in the isolation tests' list with the reason.
/// </summary>
internal static class TenantFilter
{
    public const string Name = "Tenant";

    private static readonly PropertyInfo Entered = typeof(AppDbContext).GetProperty(nameof(AppDbContext.EnteredOrganization))!;

    /// <summary>For an entity that belongs to an organization, or may.</summary>
    public static void Apply(ModelBuilder model, AppDbContext context)
    {
        foreach (var entity in model.Model.GetEntityTypes().Select(type => type.ClrType).Where(IsTenantOwned).ToList())
        {
            var row = Expression.Parameter(entity, "row");
            var owner = Expression.Property(row, nameof(IOwnedByOrganization.OrganizationId));
            var entered = Expression.Convert(Expression.Property(Expression.Constant(context), Entered), owner.Type);
            model.Entity(entity).HasQueryFilter(Name, Expression.Lambda(Expression.Equal(owner, entered), row));
        }
    }

    /// <summary>Leaves the filter: rows of every organization.</summary>
    public static IQueryable<T> OfAllOrganizations<T>(this IQueryable<T> rows) where T : class => rows.IgnoreQueryFilters([Name]);

    private static bool IsTenantOwned(Type entity) => entity.GetProperty(nameof(IOwnedByOrganization.OrganizationId)) is not null;
}
