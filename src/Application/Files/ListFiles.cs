using MediatR;
using MySaas.Application.Common;
using MySaas.Application.Organizations;

namespace MySaas.Application.Files;

/// <summary>The files of an organization, newest first.</summary>
public sealed record ListFiles(Guid OrganizationId, string? Cursor, int? Limit) : IQuery<Page<FileDto>>, IInOrganization, IRequire<ReadFiles>;

public sealed class ListFilesHandler(IFileReads files) : IRequestHandler<ListFiles, Page<FileDto>>
{
    private const string List = "files";

    public async Task<Page<FileDto>> Handle(ListFiles query, CancellationToken ct)
    {
        var page = PageRequest.Of(List, query.Cursor, query.Limit);
        return page.Cut(List, await files.ListAsync(page, ct), file => file.Id);
    }
}
