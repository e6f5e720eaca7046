using System.Reflection;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Routing;

namespace MySaas.Architecture.Tests;

/// <summary>Controllers parse, send and map the status.</summary>
public sealed class ControllersTests
{
    private static readonly Dictionary<string, string> BesideTheMediator = new()
    {
        ["DevelopmentInboxController"] = "shows a development adapter's own mails, which are no part of the product and no use case of it",
    };

    private static readonly IReadOnlyList<Type> Controllers =
        [.. House.WebApi.Written().Where(type => type.IsAssignableTo(typeof(ControllerBase)))];

    private static IEnumerable<Type> Senders => Controllers.Where(type => !BesideTheMediator.ContainsKey(type.Name));

    [Test]
    public void Controllers_depend_on_the_mediator_alone() =>
        ListedExceptions.AssertMatch(
            Controllers.Where(type => !DependenciesOf(type).SequenceEqual([typeof(IMediator)])).Select(type => type.Name),
            BesideTheMediator);

    [TestCaseSource(nameof(Controllers))]
    public void A_controller_catches_nothing(Type controller) =>
        Assert.That(SourceOf(controller), Does.Not.Match(@"\b(try|catch|finally)\b"));

    [TestCaseSource(nameof(Senders))]
    public void A_controller_decides_nothing(Type controller) =>
        Assert.That(SourceOf(controller), Does.Not.Match(@"\b(if|switch|for|foreach|while)\s*[({]"));

    [TestCaseSource(nameof(Senders))]
    public void Every_action_sends(Type controller)
    {
        var actions = ActionsOf(controller).ToList();
        // The text of an action reaches from its attribute to the next one's.
        var texts = SourceOf(controller).Split("[Http")[1..];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(texts, Has.Length.EqualTo(actions.Count).And.Length.GreaterThan(0), "each action has one attribute");
            Assert.That(texts, Has.All.Contains("mediator.Send("));
        }
    }

    [TestCaseSource(nameof(Controllers))]
    public void Every_public_method_is_an_action(Type controller) =>
        Assert.That(
            controller.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly),
            Is.EquivalentTo(ActionsOf(controller)));

    [TestCaseSource(nameof(Senders))]
    public void Every_action_says_what_it_does(Type controller) =>
        Assert.That(SourceOf(controller).Split("/// <summary>"), Has.Length.GreaterThan(ActionsOf(controller).Count() + 1));

    [TestCaseSource(nameof(Senders))]
    public void Every_action_can_be_cancelled(Type controller) =>
        Assert.That(
            ActionsOf(controller).Select(action => action.GetParameters()[^1].ParameterType),
            Is.Not.Empty.And.All.EqualTo(typeof(CancellationToken)));

    [TestCaseSource(nameof(Senders))]
    public void The_api_has_one_base_path(Type controller) =>
        Assert.That(controller.GetCustomAttribute<RouteAttribute>()?.Template, Does.StartWith("api/v1/"));

    private static IEnumerable<Type> DependenciesOf(Type controller) =>
        controller.GetConstructors().Single().GetParameters().Select(parameter => parameter.ParameterType);

    private static IEnumerable<MethodInfo> ActionsOf(Type controller) =>
        controller.GetMethods().Where(method => method.IsDefined(typeof(HttpMethodAttribute)));

    private static string SourceOf(Type controller) =>
        House.Sources.Single(source => source.Path.StartsWith("WebApi/", StringComparison.Ordinal)
            && Path.GetFileNameWithoutExtension(source.Path) == controller.Name).Text;
}
