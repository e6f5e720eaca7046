using MediatR;

namespace MySaas.Application.Common;

/// <summary>Changes something; the unit of work commits it once, after its handler.</summary>
public interface ICommand<out TResponse> : IRequest<TResponse>, IBaseCommand;

/// <inheritdoc cref="ICommand{TResponse}"/>
public interface ICommand : ICommand<Unit>;

/// <summary>What all commands have in common, whatever they answer.</summary>
public interface IBaseCommand;

/// <summary>Reads something and changes nothing.</summary>
public interface IQuery<out TResponse> : IRequest<TResponse>;

/// <summary>A command with nothing to validate, and the reason why.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NothingToValidateAttribute(string reason) : Attribute
{
    public string Reason { get; } = reason;
}
