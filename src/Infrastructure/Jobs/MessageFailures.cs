namespace MySaas.Infrastructure.Jobs;

/// <summary>Trying again cannot help: the message goes to the dead letters at once.</summary>
internal sealed class PermanentFailureException(string message, Exception? inner = null) : Exception(message, inner);
