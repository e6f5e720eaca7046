using System.Security.Cryptography;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.OpenApi;
using MySaas.Application.Common;
using MySaas.Infrastructure.Common;

namespace MySaas.WebApi.Common;

/// <summary>
/// <c>Idempotency-Key</c> on any POST of somebody who is signed in: the first answer is kept for a day, and who asks the same again
/// gets it again. The answer is held back until it is stored together with the effect.
/// </summary>
internal sealed class Idempotency(RequestDelegate next, IExceptionHandler errors)
{
    public const string Header = "Idempotency-Key";
    public const string ReplayedHeader = "Idempotency-Replayed";

    private const int MaxKeyLength = 255;

    /// <summary>A longer answer is sent and not kept: the key then guards nothing beyond it.</summary>
    private const int MaxAnswerBytes = 256 * 1024;

    private static readonly string[] KeptHeaders = ["Content-Type", "Location", "Cache-Control", "Retry-After"];

    private static readonly Refusal Running = new(
        RefusalKind.Conflict, "idempotency.in_progress", "A request with this key is still running.", TimeSpan.FromSeconds(1));

    /// <summary>What the contract says of it, at each call that takes a key.</summary>
    public static void Describe(OpenApiOperation operation)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = Header,
            In = ParameterLocation.Header,
            Description = "1 to 255 printable ASCII characters: the same request with the same key is done once, and answered alike for 24 hours.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = MaxKeyLength },
        });
    }

    public async Task InvokeAsync(HttpContext context, ICaller caller)
    {
        if (!context.Request.Headers.TryGetValue(Header, out var header) || !IsMeant(context) || ActorOf(caller) is not { } actor)
        {
            await next(context);
            return;
        }

        var key = header.ToString();
        if (key.Length is 0 or > MaxKeyLength || key.Any(c => c is < ' ' or > '~'))
        {
            await context.WriteAsync(Refusal.Invalid(Header, $"The key has 1 to {MaxKeyLength} printable ASCII characters."));
            return;
        }

        var keys = context.RequestServices.GetRequiredService<IdempotencyKeys>();
        var (request, body) = (context.Request, context.GetEndpoint()!.Metadata.GetMetadata<IReadsBodyOnce>());
        var asked = body is null ? await FingerprintAsync(request) : null;
        var state = await keys.TakeAsync($"{actor}\n{request.Path}\n{key}", asked, context.RequestAborted);
        if (state is KeyState.Answered answered && body is not null && !answered.IsFor(await body.IdentifyAsync(context)))
            state = new KeyState.Reused();
        await (state switch
        {
            KeyState.Taken { Run: var run } when body is not null => TakeInAndRunAsync(context, body, keys, run),
            KeyState.Taken { Run: var run } => RunAsync(context, keys, run),
            KeyState.Answered { Answer: var answer } => ReplayAsync(context, answer),
            KeyState.Reused => context.WriteProblemAsync(
                StatusCodes.Status422UnprocessableEntity, "idempotency.key_reused", "This key came with another request before."),
            _ => context.WriteAsync(Running),
        });
    }

    private static bool IsMeant(HttpContext context) =>
        HttpMethods.IsPost(context.Request.Method) && context.GetEndpoint() is { } endpoint && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null;

    private static Guid? ActorOf(ICaller caller) => caller.ApiKey?.Id ?? caller.UserId;

    private static async Task<string> FingerprintAsync(HttpRequest request)
    {
        request.EnableBuffering();
        var hash = await SHA256.HashDataAsync(request.Body, request.HttpContext.RequestAborted);
        request.Body.Position = 0;
        return $"{request.QueryString}\n{Convert.ToHexStringLower(hash)}";
    }

    // A body that is refused on its way in was not seen to its end: there is nothing to compare the next one with.
    private async Task TakeInAndRunAsync(HttpContext context, IReadsBodyOnce body, IdempotencyKeys keys, IdempotencyRun run)
    {
        try
        {
            await keys.HoldAsync(run, await body.TakeInAsync(context, ct => keys.ProlongAsync(run, ct)), context.RequestAborted);
        }
        catch
        {
            await keys.UndoAsync(run);
            throw;
        }

        await RunAsync(context, keys, run);
    }

    private async Task RunAsync(HttpContext context, IdempotencyKeys keys, IdempotencyRun run)
    {
        var sent = context.Response.Body;
        using var answer = new MemoryStream();
        context.Response.Body = answer;
        try
        {
            if (!await EndAsync(context, keys, run, answer))
            {
                answer.SetLength(0);
                Array.ForEach(KeptHeaders, name => context.Response.Headers.Remove(name));
                await context.WriteAsync(Running);
            }
        }
        finally
        {
            context.Response.Body = sent;
        }

        answer.Position = 0;
        await answer.CopyToAsync(sent, context.RequestAborted);
    }

    /// <summary>False when the run lost its place to another.</summary>
    private async Task<bool> EndAsync(HttpContext context, IdempotencyKeys keys, IdempotencyRun run, MemoryStream answer)
    {
        try
        {
            await AnswerAsync(context);
            switch (context.Response.StatusCode)
            {
                case >= 500 or StatusCodes.Status499ClientClosedRequest:
                    await keys.UndoAsync(run);
                    return true;
                case StatusCodes.Status401Unauthorized or StatusCodes.Status429TooManyRequests:
                    await keys.ForgetAsync(run);                     // it says to come again, and then it shall say something else
                    return true;
                case var _ when answer.Length > MaxAnswerBytes:
                    await keys.ForgetAsync(run);
                    return true;
                default:
                    return await keys.AnswerAsync(run, Kept(context.Response, answer));
            }
        }
        catch
        {
            await keys.UndoAsync(run);                               // the commit failed; the exception goes on to its handler
            throw;
        }
    }

    // A refusal is an answer like any other, so it is shaped here, before the commit.
    private async Task AnswerAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            context.Response.Body.SetLength(0);
            if (!await errors.TryHandleAsync(context, failure, context.RequestAborted))
                throw;
        }
    }

    private static StoredAnswer Kept(HttpResponse response, MemoryStream body) => new(
        response.StatusCode,
        KeptHeaders.Where(response.Headers.ContainsKey).ToDictionary(name => name, name => response.Headers[name].ToString()),
        body.ToArray());

    private static async Task ReplayAsync(HttpContext context, StoredAnswer answer)
    {
        context.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
            context.Response.Headers[name] = value;
        context.Response.Headers[ReplayedHeader] = "true";
        if (answer.Body.Length == 0)
            return;
        context.Response.Headers.ContentLength = answer.Body.Length;
        await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }
}

/// <summary>On an action whose body is too large to be read twice: requests are told apart by what was found in it as it flowed.</summary>
internal interface IReadsBodyOnce
{
    /// <summary>Takes the body in for the action; answers what tells it apart.</summary>
    /// <param name="context">The request.</param>
    /// <param name="alive">To be called every now and then, at least twice a minute, while it flows.</param>
    Task<string> TakeInAsync(HttpContext context, Func<CancellationToken, Task> alive);

    /// <summary>What tells the body apart. Nothing of it is kept.</summary>
    Task<string> IdentifyAsync(HttpContext context);
}
