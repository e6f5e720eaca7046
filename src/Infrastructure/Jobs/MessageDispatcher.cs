using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Common;
using MySaas.Domain.Common;

namespace MySaas.Infrastructure.Jobs;

/// <summary>Calls the handler of a message whose type is known only at run time.</summary>
internal abstract class MessageDispatcher
{
    private static readonly ConcurrentDictionary<Type, MessageDispatcher> Known = new();

    public static MessageDispatcher For(object message) => Known.GetOrAdd(
        message.GetType(), type => (MessageDispatcher)Activator.CreateInstance(typeof(Of<>).MakeGenericType(type))!);

    public abstract Task HandleAsync(IServiceProvider services, object message, MessageContext context, CancellationToken ct);

    private sealed class Of<TMessage> : MessageDispatcher
    {
        public override Task HandleAsync(IServiceProvider services, object message, MessageContext context, CancellationToken ct)
        {
            if (OrganizationOf(message) is { } organizationId)
                services.GetRequiredService<Tenant>().Enter(organizationId);
            return services.GetRequiredService<IMessageHandler<TMessage>>().HandleAsync((TMessage)message, context, ct);
        }

        private static Guid? OrganizationOf(object message) => message switch
        {
            IInOrganization work => work.OrganizationId,
            IAudited happened => happened.OrganizationId,
            _ => null,
        };
    }
}
