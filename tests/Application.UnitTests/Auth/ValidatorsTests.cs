using FluentValidation;
using Microsoft.Extensions.Time.Testing;
using Moq;
using MySaas.Application.Auditing;
using MySaas.Application.Auth;
using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Application.Files;
using MySaas.Application.Jobs;
using MySaas.Application.Organizations;
using MySaas.Application.UnitTests.Billing;
using MySaas.Application.UnitTests.Common;
using MySaas.Application.Users;
using MySaas.Domain.Billing;
using MySaas.Domain.Organizations;

namespace MySaas.Application.UnitTests.Auth;

public sealed class ValidatorsTests
{
    private const string Address = "ada.lovelace@example.com";

    private static readonly ICaller Ada = Mock.Of<ICaller>(caller => caller.Email == Address);

    private static readonly Guid Some = Guid.CreateVersion7(World.Monday);

    private static readonly FakeTimeProvider Clock = new(World.Monday);

    private static readonly PlanCatalog Plans = new([Market.Free, Market.Pro]);

    private static readonly ReturnUrls Urls = new(new World().Links.Object, new BillingOptions());

    /// <summary>Each message with everything wrong, and the fields that must be named.</summary>
    private static readonly Dictionary<string, (Func<Task> Send, string[] Fields)> Faulty = new()
    {
        ["Register"] = (Check(new RegisterValidator(), new Register("no address", "short", "")), ["email", "password", "displayName"]),
        ["Register without anything"] =
            (Check(new RegisterValidator(), new Register(null!, null!, null!)), ["email", "password", "displayName"]),
        ["Login"] = (Check(new LoginValidator(), new Login("no address", "", null, null)), ["email", "password"]),
        ["Login without anything"] = (Check(new LoginValidator(), new Login(null!, null!, null, null)), ["email", "password"]),
        ["RefreshSession"] = (Check(new RefreshSessionValidator(), new RefreshSession(null!)), ["refreshToken"]),
        ["ConfirmEmail"] = (Check(new ConfirmEmailValidator(), new ConfirmEmail(null!, null!)), ["email", "token"]),
        ["ResendConfirmation"] = (Check(new ResendConfirmationValidator(), new ResendConfirmation(null!)), ["email"]),
        ["ForgotPassword"] = (Check(new ForgotPasswordValidator(), new ForgotPassword(null!)), ["email"]),
        ["ResetPassword"] =
            (Check(new ResetPasswordValidator(), new ResetPassword(null!, null!, null!)), ["email", "token", "newPassword"]),
        ["ChangePassword"] =
            (Check(new ChangePasswordValidator(Ada), new ChangePassword(null!, null!)), ["currentPassword", "newPassword"]),
        ["ChangeEmail"] = (Check(new ChangeEmailValidator(), new ChangeEmail(null!, null!)), ["newEmail", "password"]),
        ["ConfirmEmailChange"] = (Check(new ConfirmEmailChangeValidator(), new ConfirmEmailChange(null!)), ["token"]),
        ["EnableTwoFactor"] = (Check(new EnableTwoFactorValidator(), new EnableTwoFactor(null!)), ["code"]),
        ["DisableTwoFactor"] = (Check(new DisableTwoFactorValidator(), new DisableTwoFactor(null!, " ")), ["password", "code"]),
        ["ReplaceRecoveryCodes"] = (Check(new ReplaceRecoveryCodesValidator(), new ReplaceRecoveryCodes(null!)), ["password"]),
        ["DeleteMe"] = (Check(new DeleteMeValidator(), new DeleteMe(null!)), ["password"]),
        ["CreateOrganization"] = (Check(new CreateOrganizationValidator(), new CreateOrganization(" ")), ["name"]),
        ["CreateOrganization without anything"] = (Check(new CreateOrganizationValidator(), new CreateOrganization(null!)), ["name"]),
        ["RenameOrganization"] = (Check(new RenameOrganizationValidator(), new RenameOrganization(Some, "a\nb")), ["name"]),
        ["ChangeMemberRole"] = (Check(new ChangeMemberRoleValidator(), new ChangeMemberRole(Some, Some, (OrganizationRole)7)), ["role"]),
        ["InviteMember"] = (Check(new InviteMemberValidator(), new InviteMember(Some, null!, null)), ["email", "role"]),
        ["AcceptInvitation"] = (Check(new AcceptInvitationValidator(), new AcceptInvitation(null!)), ["token"]),
        ["CreateApiKey"] = (Check(new CreateApiKeyValidator(Clock), new CreateApiKey(Some, "", ["members.fly"], World.Monday)), ["name", "scopes", "expiresAt"]),
        ["CreateApiKey without anything"] = (Check(new CreateApiKeyValidator(Clock), new CreateApiKey(Some, null!, null!, null)), ["name", "scopes"]),
        ["ListAuditLog"] =
            (Check(new ListAuditLogValidator(), new ListAuditLog(Some, new AuditFilter(null, "\0", null, World.Monday, World.Monday), null, null)), ["action", "to"]),
        ["ExportAuditLog"] =
            (Check(new ExportAuditLogValidator(), new ExportAuditLog(Some, new AuditFilter(null, "\0", null, World.Monday, World.Monday))), ["action", "to"]),
        ["CreateDownloadLink"] =
            (Check(new CreateDownloadLinkValidator(new FilesOptions()), new CreateDownloadLink(Some, Some, 0)), ["expiresInSeconds"]),
        ["AnnounceUpload"] = (
            Check(new AnnounceUploadValidator(), new AnnounceUpload(Some, "", new string('a', 1025), -1, "abc")), ["name", "contentType", "size", "sha256"]),
        ["StartCheckout"] = (
            Check(new StartCheckoutValidator(Plans, Urls), new StartCheckout(Some, "free", (BillingInterval)7, "https://evil.example.com", "javascript:1")),
            ["planCode", "interval", "successUrl", "cancelUrl"]),
        ["StartCheckout without anything"] =
            (Check(new StartCheckoutValidator(Plans, Urls), new StartCheckout(Some, null!, null, null, null)), ["planCode", "interval"]),
        ["ChangePlan"] = (Check(new ChangePlanValidator(Plans), new ChangePlan(Some, "gold", null)), ["planCode", "interval"]),
        ["ImpersonateUser"] = (Check(new ImpersonateUserValidator(), new ImpersonateUser(Some, " ")), ["reason"]),
        ["ListAllOrganizations"] = (Check(new ListAllOrganizationsValidator(), new ListAllOrganizations("\0", null, null)), ["search"]),
        ["ListUsers"] = (Check(new ListUsersValidator(), new ListUsers("\0", null, null)), ["search"]),
        ["ListMessages"] = (Check(new ListMessagesValidator(), new ListMessages((MessageStatus)7, "Send Email", null, null)), ["status", "type"]),
        ["ListWebhookEvents"] =
            (Check(new ListWebhookEventsValidator(), new ListWebhookEvents((WebhookEventStatus)7, "\0", null, null)), ["status", "type"]),
        ["ReplayWebhookEvents"] =
            (Check(new ReplayWebhookEventsValidator(), new ReplayWebhookEvents(WebhookEventStatus.Pending, "\0")), ["status", "type"]),
        ["RetryMessages"] = (Check(new RetryMessagesValidator(), new RetryMessages("\0")), ["type"]),
        ["UpdateMe"] = (Check(new UpdateMeValidator(), new UpdateMe("")), ["displayName"]),
    };

    private static IEnumerable<string> Messages => Faulty.Keys;

    private static IEnumerable<string> Validated => typeof(ICommand).Assembly.GetTypes()
        .Where(type => type.BaseType is { IsGenericType: true } parent && parent.GetGenericTypeDefinition() == typeof(AbstractValidator<>))
        .Select(type => type.BaseType!.GetGenericArguments()[0].Name);

    [Test]
    public void Every_validator_is_tried_here() =>
        Assert.That(Validated, Is.Not.Empty.And.EquivalentTo(Messages.Select(name => name.Split(' ')[0]).Distinct()));

    [TestCaseSource(nameof(Messages))]
    public async Task All_faults_are_told_at_once_by_the_callers_names(string message)
    {
        var (send, fields) = Faulty[message];

        await Assert.ThatAsync(
            send,
            Throws.TypeOf<RefusedException>().With.Matches<RefusedException>(refused =>
                refused is { Refusal: { Kind: RefusalKind.Invalid, Errors: { } errors } } && errors.Keys.ToHashSet().SetEquals(fields)));
    }

    [TestCase("Ada Lovelace")]
    [TestCase("  Ada  ")]
    [TestCase("Łucja 🌻")]
    [TestCase("O'Brien-Smith, Jr.")]
    public void A_name_is_whatever_somebody_is_called(string name) =>
        Assert.That(new UpdateMeValidator().Validate(new UpdateMe(name)).IsValid, Is.True);

    [TestCase("")]
    [TestCase("   ")]
    [TestCase("Ada\r\nBcc: eve@example.com")]
    [TestCase("Ada\0")]
    [TestCase("Ada\u0085Lovelace")]
    public void A_name_without_anything_to_see_or_with_control_characters_is_none(string name) =>
        Assert.That(new UpdateMeValidator().Validate(new UpdateMe(name)).IsValid, Is.False);

    [TestCase(100, true)]
    [TestCase(101, false)]
    public void A_name_has_up_to_100_characters(int length, bool taken) =>
        Assert.That(new UpdateMeValidator().Validate(new UpdateMe($" {new string('a', length)} ")).IsValid, Is.EqualTo(taken));

    [Test]
    public void A_name_that_is_left_out_is_no_fault() =>
        Assert.That(new UpdateMeValidator().Validate(new UpdateMe(null)).IsValid, Is.True);

    /// <summary>A policy that came later must not lock out those who set their password before it.</summary>
    [TestCase("short")]
    [TestCase(" ")]
    [TestCase("password1234")]
    public void A_password_that_somebody_has_already_is_only_looked_for(string password) =>
        Assert.That(new LoginValidator().Validate(new Login("ada@example.com", password, null, null)).IsValid, Is.True);

    [TestCase("password1234")]
    [TestCase("short")]
    [TestCase(Address)]
    public void A_new_password_meets_the_policy_wherever_it_is_set(string password)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(new RegisterValidator().Validate(new Register(Address, password, "Ada")).IsValid, Is.False);
            Assert.That(new ResetPasswordValidator().Validate(new ResetPassword(Address, "token", password)).IsValid, Is.False);
            Assert.That(new ChangePasswordValidator(Ada).Validate(new ChangePassword("any", password)).IsValid, Is.False);
        }
    }

    [Test]
    public void Faultless_input_gets_through() =>
        Assert.That(new RegisterValidator().Validate(new Register("ada@example.com", World.Password, "Ada")).IsValid, Is.True);

    private static Func<Task> Check<T>(IValidator<T> validator, T message) where T : notnull =>
        () => new ValidationBehavior<T, string>([validator]).Handle(message, CancellationToken.None, () => Task.FromResult("handled"));
}
