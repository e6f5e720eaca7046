using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;
using MySaas.Application.Common;
using MySaas.Application.Files;

namespace MySaas.WebApi.Files;

/// <summary>The one file of a form (RFC 7578), read section by section as it comes.</summary>
internal sealed class MultipartFile
{
    public const string Field = "file";

    private const int BufferBytes = 64 * 1024;
    private const int MaxSections = 16;
    private const int MaxBoundaryLength = 70;        // RFC 2046, 5.1.1

    private readonly MultipartReader _reader;
    private readonly string _boundary;
    private readonly long? _length;
    private int _sections;

    private MultipartFile(MultipartReader reader, string boundary, long? length) => (_reader, _boundary, _length) = (reader, boundary, length);

    /// <summary>What the contract says of the body.</summary>
    public static OpenApiRequestBody Describe() => new()
    {
        Required = true,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["multipart/form-data"] = new()
            {
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Required = new HashSet<string> { Field },
                    Properties = new Dictionary<string, IOpenApiSchema>
                    {
                        [Field] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary", Description = "One file, with its name and media type." },
                    },
                },
            },
        },
    };

    /// <param name="request">Its headers say what the body is.</param>
    /// <param name="body">The body, or a stream around it.</param>
    /// <exception cref="BadHttpRequestException">The body is no form.</exception>
    public static MultipartFile Read(HttpRequest request, Stream body)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            throw new BadHttpRequestException("The body is no form.", StatusCodes.Status415UnsupportedMediaType);
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        return boundary.Length is > 0 and <= MaxBoundaryLength
            ? new MultipartFile(new MultipartReader(boundary, body, BufferBytes), boundary, request.ContentLength)
            : throw Malformed("The form names no boundary.");
    }

    /// <summary>Passes over other fields. The content is to be read before <see cref="EndAsync"/>.</summary>
    /// <exception cref="RefusedException">There is no file.</exception>
    public async Task<IncomingFile> FindAsync(CancellationToken ct)
    {
        while (await NextAsync(ct) is { } section)
            if (FileOf(section) is { } name)
                return new IncomingFile(new HonestStream(section.Body), name, section.ContentType, SizeOf(section));
        throw Malformed($"The form has no field \"{Field}\" with a file.");
    }

    /// <summary>Reads to the end of the form: a body that breaks off after the file may have broken off within it.</summary>
    /// <exception cref="RefusedException">There is a second file, or no end.</exception>
    public async Task EndAsync(CancellationToken ct)
    {
        while (await NextAsync(ct) is { } section)
            if (FileOf(section) is not null)
                throw Malformed("The form has more than one file.");
    }

    private async Task<MultipartSection?> NextAsync(CancellationToken ct)
    {
        if (++_sections > MaxSections)
            throw Malformed($"The form has more than {MaxSections} fields.");
        return await HonestAsync(() => new ValueTask<MultipartSection?>(_reader.ReadNextSectionAsync(ct)));
    }

    /// <summary>What the length of the form leaves for a file that is its only part, as most are; a guess that nobody relies on.</summary>
    private long? SizeOf(MultipartSection section)
    {
        var headers = section.Headers!.Sum(header => header.Key.Length + header.Value.ToString().Length + ": \r\n".Length);
        var around = $"--{_boundary}\r\n\r\n\r\n--{_boundary}--\r\n".Length + headers;
        return _sections == 1 && _length > around ? _length - around : null;
    }

    private static string? FileOf(MultipartSection section) =>
        ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) && disposition.IsFileDisposition()
        && HeaderUtilities.RemoveQuotes(disposition.Name).Equals(Field, StringComparison.Ordinal)
            ? HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).ToString()
            : null;

    // What the reader throws at a malformed form. The server's own words on a body that breaks off pass as they are.
    private static async ValueTask<T> HonestAsync<T>(Func<ValueTask<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception malformed) when (malformed is InvalidDataException or IOException { Source: "Microsoft.AspNetCore.WebUtilities" })
        {
            throw Malformed("The form is malformed, or breaks off.");
        }
    }

    private static RefusedException Malformed(string message) => Refusal.Invalid(Field, message).AsException();

    private sealed class HonestStream(Stream section) : ForwardStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            HonestAsync(() => section.ReadAsync(buffer, cancellationToken));
    }
}
