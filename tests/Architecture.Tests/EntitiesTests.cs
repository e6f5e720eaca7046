using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Metadata;
using MySaas.Domain.Common;
using MySaas.Infrastructure.Persistence;

namespace MySaas.Architecture.Tests;

/// <summary>State changes through methods, and two changes of the same row at once are noticed.</summary>
public sealed class EntitiesTests
{
    private static readonly Dictionary<string, string> NoAggregates = new()
    {
        ["AuditEntry"] = "written once and never changed, so there is nothing to race for",
        ["DriftEntry"] = "written once and never changed, so there is nothing to race for",
        ["OutboxMessage"] = "fenced by the lease, which is its concurrency token",
        ["JobRun"] = "written by the one process that runs the job",
        ["IdempotencyRecord"] = "taken by one atomic update, and fenced by the run that took it",
        ["UsageCounter"] = "changed by one guarded update and never loaded to be changed",
        ["Throttle"] = "counted up by one atomic update and never loaded to be changed",
        ["DevelopmentEmail"] = "a development adapter's row, written once",
    };

    private static readonly Lazy<IReadOnlyList<IEntityType>> Model = new(() =>
    {
        using var db = new SqliteDesignTime().CreateDbContext([]);
        return [.. db.Model.GetEntityTypes()];
    });

    private static IEnumerable<Type> Aggregates => House.Domain.Written().Where(type => type.IsSubclassOf(typeof(AggregateRoot)));

    [Test]
    public void Nothing_in_the_domain_can_be_set_from_outside()
    {
        var settable = House.Domain.Written().SelectMany(type => type.GetProperties())
            .Where(property => property.DeclaringType!.Assembly == House.Domain && property.SetMethod is { IsPublic: true } setter
                && !setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)));

        Assert.That(settable, Is.Empty);
    }

    /// <summary>An object initializer would go around the method that states the rule.</summary>
    [TestCaseSource(nameof(Aggregates))]
    public void An_aggregate_is_made_and_changed_by_its_methods_alone(Type aggregate)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(aggregate.GetProperties().Where(property => property.SetMethod is { IsPublic: true }), Is.Empty);
            Assert.That(aggregate.GetConstructors(), Is.Empty, "a named factory says what it makes");
            Assert.That(aggregate.GetFields().Where(field => !field.IsStatic), Is.Empty, "no open field");
        }
    }

    [Test]
    public void Lists_of_the_domain_are_read_only_outside()
    {
        var lists = House.Domain.Written().SelectMany(type => type.GetProperties())
            .Where(property => property.PropertyType is { IsGenericType: true } type
                && typeof(IEnumerable<>).MakeGenericType(type.GetGenericArguments()[0]).IsAssignableFrom(type)).ToList();

        Assert.That(
            lists.Select(list => list.PropertyType.GetGenericTypeDefinition()),
            Is.Not.Empty.And.All.EqualTo(typeof(IReadOnlyList<>)));
    }

    [Test]
    public void Every_aggregate_is_stored() =>
        Assert.That(
            Model.Value.Select(entity => entity.ClrType).Where(type => type.IsSubclassOf(typeof(AggregateRoot))),
            Is.Not.Empty.And.EquivalentTo(Aggregates));

    [TestCaseSource(nameof(Aggregates))]
    public void An_aggregate_notices_concurrent_change(Type aggregate)
    {
        var tokens = Model.Value.Single(entity => entity.ClrType == aggregate)
            .GetProperties().Where(property => property.IsConcurrencyToken);

        Assert.That(tokens.Select(property => property.Name), Is.EqualTo(new[] { nameof(AggregateRoot.Version) }));
    }

    [Test]
    public void What_is_stored_is_an_aggregate_or_gives_a_reason() =>
        ListedExceptions.AssertMatch(
            Model.Value.Select(entity => entity.ClrType).Where(type => !type.IsSubclassOf(typeof(AggregateRoot))).Select(type => type.Name),
            NoAggregates);

    // The queue's order of arrival is the database's to give: two nodes cannot number rows without asking each other.
    [Test]
    public void Keys_are_made_by_the_domain_and_not_by_the_database() =>
        Assert.That(
            Model.Value.SelectMany(entity => entity.FindPrimaryKey()!.Properties)
                .Where(key => key.ValueGenerated is not ValueGenerated.Never)
                .Select(key => $"{key.DeclaringType.ClrType.Name}.{key.Name}"),
            Is.EqualTo(new[] { "OutboxMessage.Position" }));
}
