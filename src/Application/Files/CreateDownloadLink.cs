using System.Globalization;
using FluentValidation;
using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Notifications;
using MySaas.Application.Organizations;

namespace MySaas.Application.Files;

/// <summary>Makes a link that opens a file without a sign-in, until it expires or the file is gone.</summary>
public sealed record CreateDownloadLink(Guid OrganizationId, Guid FileId, long ExpiresInSeconds)
    : ICommand<DownloadLink>, IInOrganization, IRequire<ReadFiles>;

/// <param name="Url">Whoever has it has the file.</param>
/// <param name="ExpiresAt">From when on it opens nothing.</param>
public sealed record DownloadLink(string Url, DateTimeOffset ExpiresAt);

public sealed class CreateDownloadLinkValidator : AbstractValidator<CreateDownloadLink>
{
    public CreateDownloadLinkValidator(FilesOptions options) =>
        RuleFor(c => c.ExpiresInSeconds).InclusiveBetween(1, (long)options.MaxLinkLifetime.TotalSeconds);
}

public sealed class CreateDownloadLinkHandler(IStoredFileRepository files, IFileLinks fileLinks, ILinks links, TimeProvider clock)
    : IRequestHandler<CreateDownloadLink, DownloadLink>
{
    public async Task<DownloadLink> Handle(CreateDownloadLink command, CancellationToken ct)
    {
        var file = await files.GetAsync(command.FileId, ct);
        var expiresAt = DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds() + command.ExpiresInSeconds);
        file.Share(expiresAt);
        var expires = expiresAt.ToUnixTimeSeconds();
        return new DownloadLink(
            links.To(
                $"/api/v1/file-links/{file.Id}",
                ("expires", expires.ToString(CultureInfo.InvariantCulture)), ("signature", fileLinks.Sign(file, expires))),
            expiresAt);
    }
}
