namespace MySaas.Infrastructure.Jobs;

/// <summary>Trying again cannot help: the message goes to the dead letters at once.</summary>
internal sealed class PermanentFailureException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// What the message needs is away for now, whatever the message says, such as a mail server that is down. The message waits
/// until <paramref name="until"/> and no attempt is counted; after that all that waited goes on in the order of its creation.
/// </summary>
internal sealed class PostponedException(DateTimeOffset until, string message) : Exception(message)
{
    public DateTimeOffset Until { get; } = until;
}
