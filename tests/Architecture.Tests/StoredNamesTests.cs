using System.Reflection;
using MySaas.Application.Common;
using MySaas.Domain.Common;

namespace MySaas.Architecture.Tests;

/// <summary>Names under which messages wait in the database, where the next release must still read them.</summary>
public sealed class StoredNamesTests
{
    private static readonly IReadOnlyList<(Type Type, string Name)> Stored =
    [
        .. new[] { House.Domain, House.Application }.SelectMany(assembly => assembly.Written())
            .Select(type => (type, type.GetCustomAttribute<StoredAsAttribute>()?.Name!)).Where(stored => stored.Item2 is not null),
    ];

    [Test]
    public void A_stored_name_is_dotted_and_ends_in_its_version() =>
        Assert.That(Stored.Select(stored => stored.Name), Is.Not.Empty.And.All.Match(@"^[a-z_]+(\.[a-z_]+)+\.v\d+$"));

    [Test]
    public void No_two_messages_have_the_same_name() => Assert.That(Stored.Select(stored => stored.Name), Is.Unique);

    [Test]
    public void Every_message_has_a_stored_name() =>
        Assert.That(
            House.Application.Written().Where(type => type is { IsClass: true } && type.IsAssignableTo(typeof(IMessage)))
                .Except(Stored.Select(stored => stored.Type)),
            Is.Empty);

    [Test]
    public void Whatever_is_stored_is_a_message_or_an_event() =>
        Assert.That(
            Stored.Select(stored => stored.Type)
                .Where(type => !type.IsAssignableTo(typeof(IMessage)) && !type.IsAssignableTo(typeof(IDomainEvent))),
            Is.Empty);

    /// <summary>A message that nobody handles would end among the dead letters; of two handlers one would be forgotten.</summary>
    [Test]
    public void Whatever_is_stored_has_one_handler()
    {
        var handled = House.Application.Written()
            .SelectMany(type => type.ArgumentsOf(typeof(IMessageHandler<>))).Select(arguments => arguments[0]);

        Assert.That(handled, Is.EquivalentTo(Stored.Select(stored => stored.Type)));
    }

    [Test]
    public void The_actions_of_the_audit_log_are_dotted_names() =>
        Assert.That(AuditedActions(), Is.Unique.And.Not.Empty.And.All.Match(@"^[a-z_]+\.[a-z_]+$"));

    private static IEnumerable<string> AuditedActions() => House.Domain.Written()
        .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IAudited)))
        .Select(type =>
        {
            var constructor = type.GetConstructors().Single();
            var arguments = constructor.GetParameters()
                .Select(parameter =>
                    parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType)
                    : parameter.ParameterType == typeof(string) ? ""
                    : null);
            return ((IAudited)constructor.Invoke([.. arguments])).Action;
        });
}
