using MySaas.Application.Common;

namespace MySaas.Application.Organizations;

/// <summary>
/// Something that some members of an organization may do; <see cref="Permissions"/> says which. A message demands it by
/// <see cref="IRequire{TRequirement}"/> and names the organization by <see cref="IInOrganization"/>.
/// </summary>
public interface IPermission : IRequirement
{
    /// <summary>Stable; clients and the scopes of API keys know it.</summary>
    static abstract string Name { get; }

    // What can be said without a look at the organization: nobody is nobody's member.
    static Refusal? IRequirement.Check(ICaller caller) => caller.ApiKey is null ? SignIn.Check(caller) : null;
}

/// <summary>A permission that an administrator who acts as a member does not have.</summary>
public interface IPermissionInPerson : IPermission
{
    static Refusal? IRequirement.Check(ICaller caller) => caller.ApiKey is null ? InPerson.Check(caller) : null;
}

public sealed class ReadOrganization : IPermission
{
    public static string Name => "organization.read";
}

public sealed class ManageOrganization : IPermission
{
    public static string Name => "organization.manage";
}

public sealed class CloseOrganization : IPermissionInPerson
{
    public static string Name => "organization.delete";
}

public sealed class HandOverOrganization : IPermissionInPerson
{
    public static string Name => "organization.transfer";
}

public sealed class ReadMembers : IPermission
{
    public static string Name => "members.read";
}

public sealed class ManageMembers : IPermission
{
    public static string Name => "members.manage";
}

public sealed class ReadFiles : IPermission
{
    public static string Name => "files.read";
}

public sealed class WriteFiles : IPermission
{
    public static string Name => "files.write";
}

public sealed class ReadBilling : IPermission
{
    public static string Name => "billing.read";
}

public sealed class ManageBilling : IPermissionInPerson
{
    public static string Name => "billing.manage";
}

public sealed class ReadAudit : IPermission
{
    public static string Name => "audit.read";
}

public sealed class ManageApiKeys : IPermissionInPerson
{
    public static string Name => "api_keys.manage";
}
