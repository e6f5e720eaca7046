using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Organizations;

namespace MySaas.Architecture.Tests;

/// <summary>A use case of an organization demands a permission, and the table says who has it.</summary>
public sealed class PermissionsTests
{
    private static IEnumerable<Type> UseCases =>
        House.Application.Written().Where(type => type.IsClass && type.ArgumentsOf(typeof(IRequest<>)).Any());

    [Test]
    public void Whoever_works_in_an_organization_demands_a_permission_in_it_and_the_other_way_round() =>
        Assert.That(
            UseCases.Where(type => type.IsAssignableTo(typeof(IInOrganization))),
            Is.Not.Empty.And.EquivalentTo(UseCases.Where(type => Demanded(type).Any())));

    [Test]
    public void Every_permission_stands_in_the_table_once()
    {
        var names = House.Application.Written().Where(type => type is { IsClass: true } && type.IsAssignableTo(typeof(IPermission)))
            .Select(type => (string)type.GetProperty(nameof(IPermission.Name))!.GetValue(null)!);

        Assert.That(Permissions.All.Select(permission => permission.Name), Is.Unique.And.EquivalentTo(names));
    }

    [Test]
    public void The_scopes_are_those_of_the_contract() =>
        Assert.That(Permissions.Scopes, Is.EquivalentTo(new[]
        {
            "files.read", "files.write", "members.read", "members.manage", "billing.read", "billing.manage", "audit.read",
            "organization.read", "organization.manage",
        }));

    private static IEnumerable<Type> Demanded(Type useCase) =>
        useCase.ArgumentsOf(typeof(IRequire<>)).Select(arguments => arguments[0]).Where(requirement => requirement.IsAssignableTo(typeof(IPermission)));
}
