using System.Text.RegularExpressions;

namespace MySaas.Architecture.Tests;

/// <summary>Who looks beyond the organization that was entered, each with the reason.</summary>
public sealed partial class TenantsTests
{
    private static readonly Dictionary<string, string> Beyond = new()
    {
        ["AuditLogExportRepository.FindOfAnyoneAsync"] = "the token in the mailed link is the permission",
        ["AuditLogExportRepository.DeleteExpiredAsync"] = "a job of the product cleans up for all",
        ["AuditTrailRepository.DeleteOlderAsync"] = "retention is the same for all",
        ["AuditTrailRepository.AnonymizeAsync"] = "an erased person goes from every log",
        ["ApiKeyGate.ReadAsync"] = "the key itself tells whose it is",
        ["StoredFileRepository.FindOfAnyoneAsync"] = "the signature of the link is the permission",
        ["UploadRepository.FindOfAnyoneAsync"] = "the signature of the link is the permission",
        ["FileInventory.ListExpiredUploadsAsync"] = "a job of the product cleans up for all",
        ["FileInventory.ListProcessingAsync"] = "a job of the product cleans up for all",
        ["FileInventory.FindAsync"] = "the storage holds the bytes of all",
        ["FileInventory.ListReadyAsync"] = "the storage holds the bytes of all",
        ["InvitationRepository.FindByTokenAsync"] = "the token itself tells where the place is",
        ["InvitationRepository.DeleteExpiredAsync"] = "a job of the product cleans up for all",
        ["MembershipRepository.ListOfUserAsync"] = "an erased person leaves every organization",
        ["MembershipRepository.FindHeirAsync"] = "an erased person leaves every organization",
        ["MembershipRepository.IsSoleOwnerOfSharedAsync"] = "an account is deleted in all organizations at once",
        ["OrganizationGate.ReadPlaceAsync"] = "it decides who may enter, so nothing is entered yet",
        ["OrganizationReads.ListOfUserAsync"] = "the organizations of the caller are several",
        ["OrganizationReads.ListAllAsync"] = "administrators of the platform count the members of each",
        ["ProviderTieReads.FindAsync"] = "an organization that is erased with an account is not the one entered",
        ["BusinessMetricsStorage.CountActiveOrganizationsAsync"] = "the platform counts all of them",
        ["BusinessMetricsStorage.CountSubscriptionsAsync"] = "the platform counts all of them",
        ["DriftStorage.DeleteOlderAsync"] = "retention is the same for all",
        ["DriftStorage.ListAsync"] = "administrators of the platform see all of it",
        ["ReconciliationStorage.ListAsync"] = "the payment provider lists the subscriptions of all",
        ["ReconciliationStorage.ListUncomparedAsync"] = "the payment provider lists the subscriptions of all",
        ["ReconciliationStorage.MarkComparedAsync"] = "the payment provider lists the subscriptions of all",
        ["ReconciliationStorage.Beside"] = "the payment provider lists the subscriptions of all",
        ["SubscriptionRepository.FindOrganizationAsync"] = "what the payment provider tells names a customer, and nothing is entered yet",
        ["UserReads.CollectAsync"] = "the export of one's own data holds all of it",
        ["UsageTable.ListNotComparedAsync"] = "a job of the product compares the counters of all",
        ["DepartingMember.LeaveAllAsync"] = "an erased person leaves every organization in one transaction",
    };

    [Test]
    public void Looking_beyond_the_entered_organization_has_a_reason()
    {
        var found = House.Sources
            .Where(source => !source.Path.EndsWith("/TenantFilter.cs", StringComparison.Ordinal) && !source.Path.EndsWith("/Tenant.cs", StringComparison.Ordinal))
            .SelectMany(source => Leaving().Matches(source.Text).Select(match => $"{Path.GetFileNameWithoutExtension(source.Path)}.{MethodAround(source.Text, match.Index)}"));

        ListedExceptions.AssertMatch(found, Beyond);
    }

    // The nearest declaration of a method above it.
    private static string MethodAround(string text, int position) => Declaration().Matches(text[..position])[^1].Groups[1].Value;

    [GeneratedRegex(@"OfAllOrganizations\(\)|ActEverywhere\(\)|IgnoreQueryFilters")]
    private static partial Regex Leaving();

    [GeneratedRegex(@"^    (?:public|private|internal)[^=;\r\n]* (\w+)\(", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
