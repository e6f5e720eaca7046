using AutoMapper;
using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Organizations;
using MySaas.Domain.Files;

namespace MySaas.Application.Files;

/// <summary>What there is to know about a file.</summary>
public sealed record GetFile(Guid OrganizationId, Guid FileId) : IQuery<FileDto>, IInOrganization, IRequire<ReadFiles>;

/// <param name="Id">Its id.</param>
/// <param name="Name">For display.</param>
/// <param name="ContentType">What it is.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Sha256">Of its bytes, in lower-case hexadecimal.</param>
/// <param name="Status">Whether its bytes can be had.</param>
/// <param name="Step">What is being done with it; null when nothing is.</param>
/// <param name="Scan">What a search for malware came to; <c>unscanned</c> is not <c>clean</c>.</param>
/// <param name="Threat">What was found in it.</param>
/// <param name="RejectedBecause">Stable and dotted; null unless it was rejected.</param>
/// <param name="HasThumbnail">Whether there is a small picture of it.</param>
/// <param name="CreatedAt">When all of it had arrived.</param>
public sealed record FileDto(
    Guid Id, string Name, string ContentType, long Size, string Sha256, FileStatus Status, string? Step, ScanState Scan, string? Threat,
    string? RejectedBecause, bool HasThumbnail, DateTimeOffset CreatedAt)
{
    public static FileDto Of(StoredFile file) => new(
        file.Id, file.Name, file.ContentType, file.Size, file.Sha256, file.Status, file.Step, file.Scan, file.Threat,
        file.RejectedBecause, file.ThumbnailSize is not null, file.CreatedAt);
}

public sealed class FileMapping : Profile
{
    public FileMapping() => CreateMap<StoredFile, FileDto>()
        .ForCtorParam(nameof(FileDto.HasThumbnail), map => map.MapFrom(file => file.ThumbnailSize != null));
}

public sealed class GetFileHandler(IFileReads files) : IRequestHandler<GetFile, FileDto>
{
    public async Task<FileDto> Handle(GetFile query, CancellationToken ct) =>
        await files.FindAsync(query.FileId, ct) ?? throw Refusal.NotFound.AsException();
}
