using MediatR;
using MySaas.Application.Billing;
using MySaas.Application.Common;

namespace MySaas.Architecture.Tests;

/// <summary>What plans include and limit is declared on use cases of an organization, and stands in the tables.</summary>
public sealed class EntitlementsTests
{
    private static IEnumerable<Type> UseCases =>
        House.Application.Written().Where(type => type.IsClass && type.ArgumentsOf(typeof(IRequest<>)).Any());

    [Test]
    public void Whoever_demands_a_feature_works_in_an_organization()
    {
        var demanding = UseCases.Where(type =>
            type.ArgumentsOf(typeof(IRequire<>)).Any(arguments => arguments[0].IsAssignableTo(typeof(IFeature)))).ToList();

        Assert.That(demanding, Is.Not.Empty);
        Assert.That(demanding.Where(type => !type.IsAssignableTo(typeof(IInOrganization))), Is.Empty);
    }

    [Test]
    public void Whoever_uses_up_a_limit_is_a_command()
    {
        var consuming = UseCases.Where(type => type.ArgumentsOf(typeof(IConsume<>)).Any()).ToList();

        Assert.That(consuming, Is.Not.Empty);
        Assert.That(consuming.Where(type => !type.IsAssignableTo(typeof(IBaseCommand))), Is.Empty);
    }

    [Test]
    public void Every_feature_stands_in_the_table_once() =>
        Assert.That(Features.All, Is.Unique.And.EquivalentTo(NamesOf(typeof(IFeature), nameof(IFeature.Name))));

    [Test]
    public void Every_limit_stands_in_the_table_once() =>
        Assert.That(Limits.All.Select(limit => limit.Name), Is.Unique.And.EquivalentTo(NamesOf(typeof(ILimit), nameof(ILimit.Name))));

    private static IEnumerable<string> NamesOf(Type kind, string property) => House.Application.Written()
        .Where(type => type.IsClass && type.IsAssignableTo(kind))
        .Select(type => (string)type.GetProperty(property)!.GetValue(null)!);
}
