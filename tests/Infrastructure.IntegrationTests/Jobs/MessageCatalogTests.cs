using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Common;
using MySaas.Domain.Common;
using MySaas.Infrastructure.Common;
using MySaas.Infrastructure.IntegrationTests.Common;
using MySaas.Infrastructure.Jobs;

namespace MySaas.Infrastructure.IntegrationTests.Jobs;

/// <summary>What is stored can be read and is handled by exactly one.</summary>
internal sealed class MessageCatalogTests
{
    private static readonly ServiceCollection Composition = Compose();

    private static IEnumerable<Type> StoredTypes =>
        from type in typeof(IMessage).Assembly.GetTypes().Concat(typeof(IDomainEvent).Assembly.GetTypes())
        where type.GetCustomAttribute<StoredAsAttribute>() is not null
        select type;

    [Test]
    public void Stored_names_are_unique_and_end_with_a_version()
    {
        var names = StoredTypes.Select(type => type.GetCustomAttribute<StoredAsAttribute>()!.Name).ToList();

        Assert.That(names, Is.Not.Empty.And.Unique);
        Assert.That(names, Has.All.Match(@"^[a-z_]+\.[a-z_]+\.v[1-9][0-9]*$").And.All.Length.LessThanOrEqualTo(100));
        Assert.That(MessageSerializer.Types.Keys, Is.EquivalentTo(names));
    }

    [TestCaseSource(nameof(StoredTypes))]
    public void A_stored_type_has_one_handler(Type type)
    {
        var handlers = Composition.Count(service => service.ServiceType == typeof(IMessageHandler<>).MakeGenericType(type));

        Assert.That(handlers, Is.EqualTo(1));
    }

    [Test]
    public void Every_message_is_stored_under_a_name()
    {
        var messages = typeof(IMessage).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IMessage)) && !type.IsInterface);

        Assert.That(messages, Is.Not.Empty.And.SubsetOf(StoredTypes.ToList()));
    }

    [Test]
    public void Every_handler_handles_what_is_stored()
    {
        var handled = Composition.Select(service => service.ServiceType)
            .Where(service => service.IsConstructedGenericType && service.GetGenericTypeDefinition() == typeof(IMessageHandler<>))
            .Select(service => service.GetGenericArguments()[0]);

        Assert.That(handled, Is.EquivalentTo(StoredTypes));
    }

    private static ServiceCollection Compose()
    {
        var services = new ServiceCollection();
        services.AddInfrastructure(new SettingsReader(TestSettings.With(), TestSettings.Development));
        return services;
    }
}
