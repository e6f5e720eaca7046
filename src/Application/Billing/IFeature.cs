using MySaas.Application.Common;

namespace MySaas.Application.Billing;

/// <summary>
/// Something that some plans include; <see cref="Features"/> has them all. A message demands it by
/// <see cref="IRequire{TRequirement}"/> and names the organization by <see cref="IInOrganization"/>.
/// </summary>
public interface IFeature : IRequirement
{
    /// <summary>Stable and in camel case; clients and settings know it.</summary>
    static abstract string Name { get; }

    // What can be said without a look at the organization: nobody's plan includes anything.
    static Refusal? IRequirement.Check(ICaller caller) => caller.ApiKey is null ? SignIn.Check(caller) : null;
}

/// <summary>The features, as in <c>IRequire&lt;Feature.ApiKeys&gt;</c>.</summary>
public static class Feature
{
    /// <summary>Making keys with which programs act for the organization. Those that exist go on working whatever the plan.</summary>
    public sealed class ApiKeys : IFeature
    {
        public static string Name => "apiKeys";
    }

    /// <summary>The audit log as a file.</summary>
    public sealed class AuditLogExport : IFeature
    {
        public static string Name => "auditLogExport";
    }

    /// <summary>Sign-in by the organization's own identity provider: a sample, which nothing demands yet.</summary>
    public sealed class Sso : IFeature
    {
        public static string Name => "sso";
    }
}
