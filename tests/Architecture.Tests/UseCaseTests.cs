using System.Reflection;
using FluentValidation;
using MediatR;
using MySaas.Application.Common;

namespace MySaas.Architecture.Tests;

/// <summary>A use case is one file, says who may send it, and checks its input or says why not.</summary>
public sealed class UseCaseTests
{
    /// <summary>What strangers may do, each with the reason.</summary>
    private static readonly Dictionary<string, string> OpenToAnyone = new()
    {
        ["Register"] = "nobody has an account before it",
        ["ConfirmEmail"] = "the token from the mail is the proof",
        ["ResendConfirmation"] = "who waits for the mail cannot sign in yet",
        ["Login"] = "it is the sign-in",
        ["RefreshSession"] = "the refresh token is the proof; the access token may have expired",
        ["Logout"] = "the refresh token is the proof; the access token may have expired",
        ["ForgotPassword"] = "who has forgotten the password cannot sign in",
        ["ResetPassword"] = "the token from the mail is the proof",
        ["DownloadAuditLog"] = "the token in the mailed link is the permission",
        ["OpenDownloadLink"] = "the signature of the link is the permission",
        ["OpenUploadLink"] = "the signature of the link is the permission",
        ["DownloadExport"] = "the token in the mailed link is the permission",
        ["ListPlans"] = "what is sold is public",
        ["ReceiveWebhookEvent"] = "the signature is the proof",
    };

    private static readonly IReadOnlyList<Type> UseCases =
        [.. House.Application.Written().Where(type => type.IsClass && type.ArgumentsOf(typeof(IRequest<>)).Any())];

    private static IEnumerable<Type> Commands => UseCases.Where(type => type.IsAssignableTo(typeof(IBaseCommand)));

    [Test]
    public void There_are_use_cases()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(UseCases, Has.Count.GreaterThan(20));
            Assert.That(Commands.Count(), Is.GreaterThan(15));
        }
    }

    [TestCaseSource(nameof(UseCases))]
    public void A_use_case_is_one_file_with_its_validator_and_its_handler(Type useCase)
    {
        var files = House.Sources.Where(source => source.Path.StartsWith("Application/", StringComparison.Ordinal)
            && Path.GetFileNameWithoutExtension(source.Path) == useCase.Name).ToList();
        Assert.That(files, Has.Count.EqualTo(1), $"exactly one file {useCase.Name}.cs");

        var parts = HandlersOf(useCase).Concat(ValidatorsOf(useCase)).Append(useCase).Select(type => type.Name);

        Assert.That(parts.Where(name => !files[0].Text.Contains($" {name}", StringComparison.Ordinal)), Is.Empty);
    }

    [TestCaseSource(nameof(UseCases))]
    public void A_use_case_has_one_handler_that_is_named_after_it(Type useCase) =>
        Assert.That(HandlersOf(useCase).Select(type => type.Name), Is.EqualTo(new[] { $"{useCase.Name}Handler" }));

    [TestCaseSource(nameof(UseCases))]
    public void A_use_case_is_a_command_or_a_query(Type useCase) =>
        Assert.That(
            useCase.IsAssignableTo(typeof(IBaseCommand)) ^ useCase.ArgumentsOf(typeof(IQuery<>)).Any(), Is.True);

    [TestCaseSource(nameof(UseCases))]
    public void A_use_case_says_who_may_send_it(Type useCase) =>
        Assert.That(useCase.ArgumentsOf(typeof(IRequire<>)).Count(), Is.GreaterThanOrEqualTo(1));

    [Test]
    public void What_is_open_to_anyone_has_a_reason() =>
        ListedExceptions.AssertMatch(
            UseCases.Where(type => type.IsAssignableTo(typeof(IRequire<Anyone>))).Select(type => type.Name), OpenToAnyone);

    [Test]
    public void What_is_open_to_anyone_is_open_and_asks_for_nothing_else() =>
        Assert.That(
            UseCases.Where(type => type.IsAssignableTo(typeof(IRequire<Anyone>)) && type.ArgumentsOf(typeof(IRequire<>)).Count() > 1),
            Is.Empty);

    [TestCaseSource(nameof(Commands))]
    public void A_command_has_a_validator_or_a_reason_to_have_none(Type command)
    {
        var reason = command.GetCustomAttribute<NothingToValidateAttribute>()?.Reason;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ValidatorsOf(command).Count(), Is.EqualTo(reason is null ? 1 : 0), "one of the two, not both");
            Assert.That(reason?.Trim(), Is.Null.Or.Length.GreaterThanOrEqualTo(10), "a reason in words");
        }
    }

    private static IEnumerable<Type> HandlersOf(Type useCase) => House.Application.Written()
        .Where(type => type.ArgumentsOf(typeof(IRequestHandler<,>)).Any(arguments => arguments[0] == useCase));

    private static IEnumerable<Type> ValidatorsOf(Type useCase) => House.Application.Written()
        .Where(type => type.ArgumentsOf(typeof(IValidator<>)).Any(arguments => arguments[0] == useCase));
}
