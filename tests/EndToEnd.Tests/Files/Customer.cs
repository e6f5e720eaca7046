using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using MySaas.EndToEnd.Tests.Running;

namespace MySaas.EndToEnd.Tests.Files;

/// <summary>
/// Uploads and deletes files one after the other, whatever becomes of the node, and remembers what was promised. It has its own luck, so
/// that it does the same again by the same seed as far as the node lets it.
/// </summary>
/// <param name="person">Who it is.</param>
/// <param name="path">Where the files are.</param>
/// <param name="largest">Bytes of the largest file.</param>
/// <param name="seed">Its luck.</param>
internal sealed class Customer(Person person, string path, int largest, int seed)
{
    private readonly Random _luck = new(seed);
    private readonly List<Guid> _mine = [];

    /// <summary>Files that were taken, and that nobody has asked to delete: the hash of each, null for an image, which is cleaned.</summary>
    public Dictionary<Guid, string?> Kept { get; } = [];

    /// <summary>Files of which it was said that they are deleted.</summary>
    public HashSet<Guid> Deleted { get; } = [];

    /// <summary>Calls that nobody answered.</summary>
    public int Lost { get; private set; }

    /// <summary>Works until it is told to stop.</summary>
    /// <param name="shift">Whom it asks.</param>
    /// <param name="stop">When to stop.</param>
    public async Task WorkAsync(Shift shift, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var here = await shift.FindAsync(_luck);
            try
            {
                await (_mine.Count > 3 && _luck.Next(2) == 0 ? DeleteAsync(here) : UploadAsync(here));
                shift.NoteAnswer(here);
            }
            catch (HttpRequestException)
            {
                Lost++;
            }
        }
    }

    private async Task UploadAsync(Node node)
    {
        var isImage = _luck.Next(3) == 0;
        var bytes = isImage ? Picture.Draw(_luck.Next(16, 200), _luck) : Noise(_luck.Next(4) == 0 ? largest : 50_000);
        var file = new ByteArrayContent(bytes);
        file.Headers.ContentType = new MediaTypeHeaderValue(isImage ? "image/png" : "application/octet-stream");
        using var form = new MultipartFormDataContent { { file, "file", isImage ? "a.png" : "a" } };
        using var answer = await SendAsync(node, HttpMethod.Post, path, form);
        if (answer.StatusCode is HttpStatusCode.NotFound)
            return;                                      // the bytes stood still for too long, and the upload was taken for broken off

        var id = (await Answer.ReadAsync(answer)).Expect(201).Json.GetProperty("id").GetGuid();
        _mine.Add(id);
        Kept.Add(id, isImage ? null : Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    private async Task DeleteAsync(Node node)
    {
        var id = _mine[_luck.Next(_mine.Count)];
        Kept.Remove(id);
        using var answer = await SendAsync(node, HttpMethod.Delete, $"{path}/{id}");
        if (answer.StatusCode is not HttpStatusCode.NotFound)        // as when nobody answered, the last time it was asked
            (await Answer.ReadAsync(answer)).Expect(204);
        _mine.Remove(id);
        Deleted.Add(id);
    }

    private async Task<HttpResponseMessage> SendAsync(Node node, HttpMethod method, string target, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, target) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", person.AccessToken);
        return await node.Http.SendAsync(request);
    }

    private byte[] Noise(int most)
    {
        var bytes = new byte[_luck.Next(most)];
        _luck.NextBytes(bytes);
        return bytes;
    }
}
