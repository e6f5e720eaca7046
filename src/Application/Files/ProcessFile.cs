using MySaas.Application.Common;
using MySaas.Domain.Files;

namespace MySaas.Application.Files;

/// <summary>What is done with a file before anybody gets it.</summary>
public sealed class ProcessFile(IStoredFileRepository files) : IMessageHandler<FileUploaded>
{
    public async Task HandleAsync(FileUploaded message, MessageContext context, CancellationToken ct)
    {
        if (await files.FindAsync(message.FileId, ct) is { } file)
            file.BecomeReady();
    }
}
