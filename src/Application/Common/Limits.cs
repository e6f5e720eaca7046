namespace MySaas.Application.Common;

/// <summary>
/// Declares on a message that it uses up some of what the organization's plan allows. What that is, and what is said when it
/// is used up, is billing's.
/// </summary>
public interface IConsume<TLimit> : IInOrganization where TLimit : ILimit;

/// <summary>Something that a plan limits.</summary>
public interface ILimit;

/// <summary>People in the organization.</summary>
public sealed class Members : ILimit;
