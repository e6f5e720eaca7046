using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using MySaas.Application.Common;

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
        public override Task HandleAsync(IServiceProvider services, object message, MessageContext context, CancellationToken ct) =>
            services.GetRequiredService<IMessageHandler<TMessage>>().HandleAsync((TMessage)message, context, ct);
    }
}
