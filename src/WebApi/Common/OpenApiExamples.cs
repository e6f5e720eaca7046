using System.Text.Json.Nodes;

namespace MySaas.WebApi.Common;

/// <summary>What the members of the contract look like, by their names, which mean the same almost everywhere.</summary>
internal static class OpenApiExamples
{
    private static readonly Dictionary<string, JsonNode> ByProperty = new()
    {
        ["PlanDto.code"] = "pro",
        ["email"] = "ann@example.com",
        ["newEmail"] = "ann@example.org",
        ["password"] = "quiet-harbour-27-lamps",
        ["currentPassword"] = "quiet-harbour-27-lamps",
        ["newPassword"] = "seven-green-kettles-41",
        ["displayName"] = "Ann Example",
        ["token"] = "lcMCtZGEVixWdzFlvFPy0NKublZxOBGMTzwwbo4kROk",
        ["refreshToken"] = "8mI-d13Ho91kbHKkjJhisyPWur0Jp_14d7Nq1KNwcNE",
        ["accessToken"] = "eyJhbGciOiJIUzI1NiIs…",
        ["tokenType"] = "Bearer",
        ["expiresIn"] = 600,
        ["code"] = "492039",
        ["twoFactorCode"] = "492039",
        ["recoveryCode"] = "ABCD-EFGH-JKLM-NPQR",
        ["recoveryCodes"] = new JsonArray("ABCD-EFGH-JKLM-NPQR", "STUV-WXYZ-2345-6789"),
        ["sharedKey"] = "CO5WMQRDCHPMVLXEPMWDTKXLFEKDNYKS",
        ["authenticatorUri"] = "otpauth://totp/MySaas:ann%40example.com?secret=CO5WMQRDCHPMVLXEPMWDTKXLFEKDNYKS&issuer=MySaas",
        ["qrCodeSvg"] = "<svg …/>",
        ["id"] = "01a20a29-5b1a-7b30-9180-1ab67f16fdb5",
        ["createdAt"] = "2026-11-23T20:46:52.186Z",
        ["lastSeenAt"] = "2026-11-23T20:46:52.186Z",
        ["ipAddress"] = "203.0.113.7",
        ["userAgent"] = "Mozilla/5.0",
        ["planCode"] = "pro",
        ["seats"] = 3,
        ["currentPeriodEnd"] = "2026-12-23T20:46:52Z",
        ["successUrl"] = "https://app.example.com/billing/thank-you",
        ["cancelUrl"] = "https://app.example.com/billing/cancelled",
        ["sessionId"] = "cs_test_a1Zk…",
        ["number"] = "8XKQ2M1C-0001",
        ["amountDue"] = 3600,
        ["amountPaid"] = 3600,
        ["currency"] = "usd",
        ["hostedUrl"] = "https://invoice.stripe.com/i/acct_1…",
        ["pdfUrl"] = "https://pay.stripe.com/invoice/acct_1…/pdf",
        ["nextCursor"] = "c2Vzc2lvbnM6MDFhMjBhMjk1YjFhN2IzMDkxODAxYWI2N2YxNmZkYjU",
    };

    /// <summary>Null for what speaks for itself.</summary>
    public static JsonNode? Find(string type, string property) =>
        ByProperty.GetValueOrDefault($"{type}.{property}") ?? ByProperty.GetValueOrDefault(property);
}
