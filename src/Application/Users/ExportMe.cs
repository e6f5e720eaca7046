using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using MediatR;
using MySaas.Application.Auth;
using MySaas.Application.Common;
using MySaas.Application.Files;
using MySaas.Application.Notifications;
using MySaas.Domain.Common;
using MySaas.Domain.Users;

namespace MySaas.Application.Users;

/// <summary>Asks for an archive of all that is held of the caller; a mail brings its link.</summary>
[NothingToValidate("it has no input")]
public sealed record ExportMe : ICommand, IRequire<InPerson>;

public sealed class ExportMeHandler(IOutbox outbox, ICaller caller) : IRequestHandler<ExportMe, Unit>
{
    public Task<Unit> Handle(ExportMe command, CancellationToken ct)
    {
        outbox.Add(new PackExport(caller.RequiredUserId()));
        return Unit.Task;
    }
}

[StoredAs("users.pack_export.v1"), Priority(MessagePriority.Low)]
public sealed record PackExport(Guid UserId) : IMessage;

public sealed class PackExportHandler(
    IUserRepository users, IUserReads reads, IAccountExportRepository exports, PackedBytes packed, IOutbox outbox, Emails emails)
    : IMessageHandler<PackExport>
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public async Task HandleAsync(PackExport message, MessageContext context, CancellationToken ct)
    {
        if (await users.FindAsync(message.UserId, ct) is not { } user)
            return;

        var token = SecretToken.Create();
        await using var archive = Pack(await reads.CollectAsync(user.Id, ct));
        var file = await packed.StoreAsync(user.Id, archive, ct);
        var export = AccountExport.Pack(user.Id, file, "my-data.zip", "application/zip", SecretToken.HashOf(token), context.CreatedAt);
        exports.Add(export);
        outbox.Add(emails.ExportReady(user, export.Id, token, AccountExport.Lifetime));
    }

    private static MemoryStream Pack(IReadOnlyDictionary<string, object> files)
    {
        var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry($"{name}.json").Open();
                JsonSerializer.Serialize(entry, content, Json);
            }
        }

        buffer.Position = 0;
        return buffer;
    }
}
