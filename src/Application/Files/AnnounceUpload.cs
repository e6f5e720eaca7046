using FluentValidation;
using MediatR;
using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Application.Organizations;
using MySaas.Domain.Files;

namespace MySaas.Application.Files;

/// <summary>Begins an upload whose bytes go to the storage directly. The room for all of them is taken now.</summary>
public sealed record AnnounceUpload(Guid OrganizationId, string Name, string? ContentType, long Size, string Sha256)
    : ICommand<DirectUpload>, IInOrganization, IRequire<WriteFiles>, IConsume<StorageBytes>, IConsume<FilesPerMonth>;

/// <param name="Id">The upload's, and the file's once it is complete.</param>
/// <param name="Method">With which the bytes are sent, as the whole body.</param>
/// <param name="Url">Where to; whoever has it may send them.</param>
/// <param name="Headers">To be sent along, as they are.</param>
/// <param name="ExpiresAt">Until when it has to be complete.</param>
public sealed record DirectUpload(Guid Id, string Method, string Url, IReadOnlyDictionary<string, string> Headers, DateTimeOffset ExpiresAt);

public sealed class AnnounceUploadValidator : AbstractValidator<AnnounceUpload>
{
    private const int MaxNameLength = 1024;

    public AnnounceUploadValidator()
    {
        RuleFor(c => c.Name).NotEmpty().MaximumLength(MaxNameLength);
        RuleFor(c => c.ContentType).MaximumLength(MaxNameLength);
        RuleFor(c => c.Size).GreaterThanOrEqualTo(0);
        RuleFor(c => c.Sha256).NotEmpty().Matches("^[0-9a-fA-F]{64}$").WithMessage("The SHA-256 is 64 hexadecimal digits.");
    }
}

public sealed class AnnounceUploadHandler(
    IUploadRepository uploads, IDirectUploads direct, Usage usage, AllowedTypes types, ICaller caller, FilesOptions options, TimeProvider clock)
    : IRequestHandler<AnnounceUpload, DirectUpload>
{
    public async Task<DirectUpload> Handle(AnnounceUpload command, CancellationToken ct)
    {
        var type = MediaType.Of(command.ContentType);
        if (Math.Min(options.MaxFileBytes, Upload.MaxDirectBytes) is var most && command.Size > most)
            throw FileRefusals.TooLarge(most).AsException();
        if (type != MediaType.Unknown)
            await types.RequireAsync(type, ct);

        await usage.TakeAsync<FilesPerMonth>(1, ct);
        await usage.TakeAsync<StorageBytes>(command.Size, ct);
        var upload = Upload.Announce(
            command.OrganizationId, caller.UserId, FileName.Of(command.Name), type, command.Size, command.Sha256.ToLowerInvariant(),
            options.UploadTimeout, clock.GetUtcNow());
        uploads.Add(upload);
        return direct.Invite(upload);
    }
}

/// <summary>Lets whoever has a link send the bytes of one upload to the storage, and nothing else.</summary>
public interface IDirectUploads
{
    /// <summary>The link dies with <see cref="Upload.ExpiresAt"/>, and takes as many bytes as were announced.</summary>
    DirectUpload Invite(Upload upload);
}
