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
/// <param name="CreatedAt">When all of it had arrived.</param>
public sealed record FileDto(Guid Id, string Name, string ContentType, long Size, string Sha256, FileStatus Status, DateTimeOffset CreatedAt)
{
    public static FileDto Of(StoredFile file) =>
        new(file.Id, file.Name, file.ContentType, file.Size, file.Sha256, file.Status, file.CreatedAt);
}

public sealed class FileMapping : Profile
{
    public FileMapping() => CreateMap<StoredFile, FileDto>();
}

public sealed class GetFileHandler(IFileReads files) : IRequestHandler<GetFile, FileDto>
{
    public async Task<FileDto> Handle(GetFile query, CancellationToken ct) =>
        await files.FindAsync(query.FileId, ct) ?? throw Refusal.NotFound.AsException();
}
