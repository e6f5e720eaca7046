using MySaas.Domain.Organizations;

namespace MySaas.Application.Organizations;

/// <summary>Who may do what in an organization, one line per permission.</summary>
public static class Permissions
{
    private static readonly Permission[] Table =
    [
        //                         from which role on              a scope of API keys too
        Of<ReadOrganization>      (OrganizationRole.Member,        isScope: true),
        Of<ManageOrganization>    (OrganizationRole.Admin,         isScope: true),
        Of<CloseOrganization>     (OrganizationRole.Owner,         isScope: false),
        Of<HandOverOrganization>  (OrganizationRole.Owner,         isScope: false),
        Of<ReadMembers>           (OrganizationRole.Member,        isScope: true),
        Of<ManageMembers>         (OrganizationRole.Admin,         isScope: true),
        Of<ReadFiles>             (OrganizationRole.Member,        isScope: true),
        Of<WriteFiles>            (OrganizationRole.Member,        isScope: true),
        Of<ReadBilling>           (OrganizationRole.Admin,         isScope: true),
        Of<ManageBilling>         (OrganizationRole.Owner,         isScope: true),
        Of<ReadAudit>             (OrganizationRole.Admin,         isScope: true),
        Of<ManageApiKeys>         (OrganizationRole.Admin,         isScope: false),
    ];

    private static readonly Dictionary<OrganizationRole, IReadOnlySet<string>> ByRole = Enum.GetValues<OrganizationRole>().ToDictionary(
        role => role,
        role => (IReadOnlySet<string>)Table.Where(permission => permission.From <= role).Select(permission => permission.Name).ToHashSet());

    public static IReadOnlyList<Permission> All => Table;

    /// <summary>What an API key can be given. Making keys, closing and handing over stay with people.</summary>
    public static IReadOnlyList<string> Scopes { get; } = [.. Table.Where(permission => permission.IsScope).Select(permission => permission.Name)];

    public static IReadOnlySet<string> HeldBy(OrganizationRole role) => ByRole[role];

    private static Permission Of<TPermission>(OrganizationRole from, bool isScope) where TPermission : IPermission =>
        new(TPermission.Name, from, isScope);
}

/// <param name="Name">Stable and dotted: what it is about, and what may be done.</param>
/// <param name="From">The least role that has it; those above have it too.</param>
/// <param name="IsScope">Whether an API key can have it.</param>
public sealed record Permission(string Name, OrganizationRole From, bool IsScope);
