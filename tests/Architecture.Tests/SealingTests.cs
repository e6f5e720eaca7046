using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using MySaas.Application.Common;

namespace MySaas.Architecture.Tests;

/// <summary>Classes are sealed unless they are made to be inherited; what adapts the world is nobody else's business.</summary>
public sealed class SealingTests
{
    /// <summary>Public because the composition root and the edge share them, and they implement a port at the same time.</summary>
    private static readonly Dictionary<string, string> PublicAdapters = new()
    {
        ["AdminOptions"] = "an options class, which the edge reads to tell administrators apart; it answers the port itself",
    };

    [TestCase(typeof(IRequestHandler<,>))]
    [TestCase(typeof(IMessageHandler<>))]
    [TestCase(typeof(IValidator<>))]
    [TestCase(typeof(IRequest<>))]
    public void What_implements_it_in_the_application_is_sealed(Type contract) =>
        Assert.That(Implementing(contract), Is.Not.Empty.And.All.Property(nameof(Type.IsSealed)).True);

    [Test]
    public void Controllers_are_sealed() =>
        Assert.That(
            House.WebApi.Written().Where(type => type.IsAssignableTo(typeof(ControllerBase))),
            Is.Not.Empty.And.All.Property(nameof(Type.IsSealed)).True);

    [Test]
    public void Adapters_are_sealed() => Assert.That(Adapters(), Is.Not.Empty.And.All.Property(nameof(Type.IsSealed)).True);

    [Test]
    public void Adapters_are_internal() =>
        ListedExceptions.AssertMatch(Adapters().Where(type => type.IsVisible).Select(type => type.Name), PublicAdapters);

    [Test]
    public void Configurations_of_entities_are_internal_and_sealed() =>
        Assert.That(
            House.Infrastructure.Written().Where(type => type.ArgumentsOf(typeof(IEntityTypeConfiguration<>)).Any()),
            Is.Not.Empty.And.All.Property(nameof(Type.IsSealed)).True.And.All.Property(nameof(Type.IsVisible)).False);

    [Test]
    public void No_class_is_open_by_accident()
    {
        var assemblies = new[] { House.Domain, House.Application, House.Infrastructure, House.WebApi };
        var all = assemblies.SelectMany(assembly => assembly.Written()).Where(type => type.IsClass).ToList();
        var parents = all.Select(type => type.BaseType).ToHashSet();

        var open = all.Where(type => !type.IsSealed && !type.IsAbstract && !parents.Contains(type)).Select(type => type.FullName!)
            .Where(name => !name.Contains(".Migrations.", StringComparison.Ordinal));

        Assert.That(open, Is.Empty);
    }

    private static IEnumerable<Type> Implementing(Type contract) => House.Application.Written()
        .Where(type => type is { IsClass: true, IsAbstract: false } && type.ArgumentsOf(contract).Any());

    /// <summary>What implements a port: an interface that Application owns.</summary>
    private static IEnumerable<Type> Adapters() => House.Infrastructure.Written()
        .Where(type => type.IsClass && type.GetInterfaces().Any(contract => contract.Assembly == House.Application));
}
