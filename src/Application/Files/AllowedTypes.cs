using MySaas.Application.Billing;
using MySaas.Application.Common;
using MySaas.Domain.Files;

namespace MySaas.Application.Files;

/// <summary>Which types of files are taken: by the settings from everybody, and by the plan of the organization that was entered.</summary>
public sealed class AllowedTypes(FilesOptions options, Entitlements entitlements)
{
    /// <summary>What a file is, by its first bytes.</summary>
    /// <exception cref="RefusedException">The bytes belie the name or the claimed type, or such files are not taken.</exception>
    public async Task<string> TypeOfAsync(string name, string claimed, ReadOnlyMemory<byte> head, CancellationToken ct)
    {
        var type = FileContentRule.TypeOf(name, claimed, head.Span) ?? throw FileRefusals.TypeMismatch.AsException();
        await RequireAsync(type, ct);
        return type;
    }

    /// <exception cref="RefusedException">Such files are not taken.</exception>
    public async Task RequireAsync(string type, CancellationToken ct)
    {
        if (!MediaType.IsIn(options.AllowedTypes, type))
            throw FileRefusals.TypeNotAllowed(type).AsException();
        if (!MediaType.IsIn((await entitlements.PlanAsync(ct)).FileTypes, type))
            throw FileRefusals.TypeNotInPlan(type).AsException();
    }
}
