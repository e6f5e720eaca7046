using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Domain.Files;

namespace MySaas.Application.Files;

/// <summary>
/// Who fetched what, in the audit log of organizations whose plan has it as a file. Each answer with bytes counts, also one with a part
/// of them: all but the first byte is as good as all.
/// </summary>
public sealed class DownloadTrail(Entitlements entitlements, Tenant tenant)
{
    public async Task RecordAsync(Reading reading, FileContent content, StoredFile file, CancellationToken ct)
    {
        if (!reading.Sends(content))
            return;
        tenant.Enter(file.OrganizationId);           // entered already, but by a link, whose signature has just been checked
        if ((await entitlements.PlanAsync(ct)).Includes(Feature.AuditLogExport.Name))
            file.Download();
    }
}
