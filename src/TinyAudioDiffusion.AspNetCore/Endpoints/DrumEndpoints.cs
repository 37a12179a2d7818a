using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using TinyAudioDiffusion.AspNetCore.Queue;
using TinyAudioDiffusion.Kits;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.AspNetCore.Endpoints;

/// <summary>The endpoints of the drum service.</summary>
internal static class DrumEndpoints
{
    private const string Zip = "application/zip";

    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/classes", ClassesAsync).WithName("GetDrumClasses")
            .WithSummary("Tells the models, their kinds, classes and sliders, and the formats.");
        group.MapGet("/sound", SoundAsync).WithName("GetDrumSound")
            .WithSummary("Makes a sound of an id, or of a kind and a seed. The same URL gives the same bytes, which may be kept for ever.")
            .Produces(200, contentType: "audio/wav", additionalContentTypes: "audio/flac").ProducesProblem(400).ProducesProblem(404)
            .ProducesProblem(429).ProducesProblem(503);
        group.MapGet("/sketch", SketchAsync).WithName("GetDrumSketch")
            .WithSummary("Makes a sound and sends a sketch of it after each step, as server-sent events; the last one tells its id.")
            .Produces(200, contentType: "text/event-stream").ProducesProblem(400).ProducesProblem(429);
        group.MapGet("/variation", VaryAsync).WithName("GetDrumVariation")
            .WithSummary("Makes a variation of the sound of an id. Strength 0 is the sound, 1 another one.")
            .Produces(200, contentType: "audio/wav", additionalContentTypes: "audio/flac").ProducesProblem(400).ProducesProblem(429);
        group.MapPost("/variation", VaryUploadAsync).WithName("PostDrumVariation")
            .WithSummary("Makes a variation of the sound in the body, WAV, AIFF or FLAC.")
            .Accepts<byte[]>("audio/wav", "audio/flac", "audio/aiff").DisableAntiforgery()
            .Produces(200, contentType: "audio/wav", additionalContentTypes: "audio/flac").ProducesProblem(400).ProducesProblem(429);
        group.MapGet("/kit", KitAsync).WithName("GetDrumKit")
            .WithSummary("Makes a kit of drums that belong together, as a zip archive for samplers.")
            .Produces(200, contentType: Zip).ProducesProblem(400).ProducesProblem(429);
        group.MapPost("/kit", KitOfIdsAsync).WithName("PostDrumKit")
            .WithSummary("Makes a kit of the sounds of given ids, as a zip archive for samplers.")
            .Produces(200, contentType: Zip).ProducesProblem(400).ProducesProblem(429);
    }

    private static async Task<IResult> ClassesAsync(IModelZoo zoo, CancellationToken cancellationToken)
    {
        var models = new List<object>();
        foreach (var card in zoo.Cards)
        {
            // Only what is loaded for a kind anyway: the classes of other models are those of their cards.
            var info = card.Kinds.Count > 0 && card.Kinds.Any(kind => zoo.CardFor(kind) == card)
                ? (await zoo.LoadAsync(card, null, cancellationToken).ConfigureAwait(false)).Model.Info : null;
            models.Add(new
            {
                id = card.PublicId,
                description = card.Description,
                licence = card.Licence,
                kinds = card.Kinds.Select(kind => kind.Name),
                classes = info is null ? card.Classes.Select(known => new { name = known.Name, kind = known.Kind.Name })
                    : info.DrumClasses.Count > 0 ? info.DrumClasses.Select(known => new { name = known.Name, kind = known.Kind.Name })
                    : info.Classes.Select(name => new { name, kind = name }),
                sampleRate = info?.SampleRate,
                length = info?.NativeLength,
                sliders = info?.Character is null ? [] : (string[])["brightness", "decay", "pitch", "punch", "noisiness"],
            });
        }

        return TypedResults.Ok(new { models, formats = (string[])["wav", "flac"], kitFormats = KitFormats.Names });
    }

    private static async Task<IResult> SoundAsync(
        [AsParameters] SoundQuery query, DrumRequests requests, IOptions<DrumServiceOptions> options, HttpContext context)
    {
        using var limit = Limit(context, options);
        var recipe = await requests.ResolveAsync(query, limit.Token).ConfigureAwait(false);
        var id = SoundId.Format(recipe);
        if (query.Id is null && query.Seed is null)
        {
            context.Response.Headers.CacheControl = "no-store";
            return TypedResults.Redirect(
                $"{context.Request.PathBase}{context.Request.Path}?id={Uri.EscapeDataString(id)}"
                + (query.Format is null ? "" : $"&format={Uri.EscapeDataString(query.Format)}"));
        }

        // What is known by its id need not be made to say that it is the same.
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(id + FormatOf(query.Format)));
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(hash)[..32]}\"");
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Equals(tag) || known.Equals(EntityTagHeaderValue.Any)))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        var clip = await requests.MakeAsync(recipe, limit.Token).ConfigureAwait(false);
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Sound(context, clip, id, query.Format, tag);
    }

    private static async Task<IResult> SketchAsync(
        [AsParameters] SoundQuery query, DrumRequests requests, DrumQueue queue, IDrumStudio studio, SoundStore store,
        IOptions<DrumServiceOptions> options, HttpContext context)
    {
        var recipe = await requests.ResolveAsync(query, context.RequestAborted).ConfigureAwait(false);
        var frames = System.Threading.Channels.Channel.CreateUnbounded<DenoisingFrame>();
        var limit = Limit(context, options);
        context.Response.OnCompleted(() =>
        {
            limit.Dispose();
            return Task.CompletedTask;
        });

        // The place in the queue is taken before the answer begins, so that a full queue is still an answer of its own.
        var work = queue.RunAsync<object>(
            async stop =>
            {
                await foreach (var frame in studio.StreamAsync(recipe.Model, recipe.ToOptions(), stop).ConfigureAwait(false))
                {
                    if (frame.IsFinal)
                        store.Keep(SoundId.Format(frame.Clip.Recipe!), frame.Clip);
                    frames.Writer.TryWrite(frame);
                }

                return frames;
            }, limit.Token);
        if (work.IsFaulted)
            await work.ConfigureAwait(false);
        _ = work.ContinueWith(done => frames.Writer.TryComplete(done.Exception?.InnerException), TaskScheduler.Default);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.ServerSentEvents(SketchesAsync(frames.Reader, context.RequestAborted));
    }

    private static async IAsyncEnumerable<SseItem<Sketch>> SketchesAsync(
        System.Threading.Channels.ChannelReader<DenoisingFrame> frames, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var frame in frames.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            yield return new SseItem<Sketch>(Sketch.Of(frame), frame.IsFinal ? "done" : "step");
    }

    private static async Task<IResult> VaryAsync(
        string id, double? strength, ulong? seed, string? format, DrumRequests requests, IOptions<DrumServiceOptions> options,
        HttpContext context)
    {
        using var limit = Limit(context, options);
        var recipe = await requests.ResolveAsync(new SoundQuery { Id = id }, limit.Token).ConfigureAwait(false);
        var source = await requests.MakeAsync(recipe, limit.Token).ConfigureAwait(false);
        var clip = await requests.VaryAsync(source, recipe, recipe.Model, strength ?? 0.5, seed, limit.Token).ConfigureAwait(false);
        context.Response.Headers.CacheControl = seed is null ? "no-store" : "public, max-age=31536000, immutable";
        return Sound(context, clip, SoundId.Format(clip.Recipe!), format, null);
    }

    private static async Task<IResult> VaryUploadAsync(
        string kind, double? strength, ulong? seed, string? format, DrumRequests requests, IOptions<DrumServiceOptions> options,
        HttpContext context)
    {
        using var limit = Limit(context, options);
        using var body = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int count; (count = await context.Request.Body.ReadAsync(buffer, limit.Token).ConfigureAwait(false)) > 0;)
        {
            if (body.Length + count > options.Value.MaxBodySize)
            {
                return TypedResults.Problem(
                    $"The body is larger than {options.Value.MaxBodySize} bytes.", statusCode: StatusCodes.Status413PayloadTooLarge);
            }

            body.Write(buffer, 0, count);
        }

        body.Position = 0;
        var source = AudioClip.Load(body);
        var clip = await requests.VaryAsync(source, null, DrumRequests.KindOf(kind), strength ?? 0.5, seed, limit.Token)
            .ConfigureAwait(false);
        context.Response.Headers.CacheControl = "no-store";
        return Sound(context, clip, SoundId.Format(clip.Recipe!), format, null);
    }

    private static async Task<IResult> KitAsync(
        ulong? seed, string? parts, int? variations, int? layers, string? formats, string? name, string? model, DrumRequests requests,
        IOptions<DrumServiceOptions> options, HttpContext context)
    {
        using var limit = Limit(context, options);
        var kit = new KitOptions
        {
            Parts = Names(parts) is { Length: > 0 } names ? [.. names.Select(part => DrumRequests.PartOf(part))] : null,
            RoundRobins = variations ?? 1,
            VelocityLayers = layers ?? 1,
        };
        var zip = await requests.KitAsync(
            name, kit, new GenerationOptions { Seed = seed, Model = model }, DrumRequests.Formats(Names(formats)), limit.Token)
            .ConfigureAwait(false);
        context.Response.Headers.CacheControl = seed is null ? "no-store" : "public, max-age=31536000, immutable";
        return TypedResults.Bytes(zip, Zip, "kit.zip");
    }

    private static async Task<IResult> KitOfIdsAsync(
        KitRequest request, DrumRequests requests, IOptions<DrumServiceOptions> options, HttpContext context)
    {
        using var limit = Limit(context, options);
        return TypedResults.Bytes(await requests.KitAsync(request, limit.Token).ConfigureAwait(false), Zip, "kit.zip");
    }

    private static FileContentHttpResult Sound(HttpContext context, AudioClip clip, string id, string? format, EntityTagHeaderValue? tag)
    {
        var name = FormatOf(format);
        using var stream = new MemoryStream();
        clip.Save(stream, SampleEncoding.Pcm16, name);
        context.Response.Headers["X-Sound-Id"] = id;
        return TypedResults.Bytes(stream.ToArray(), $"audio/{name}", enableRangeProcessing: true, entityTag: tag);
    }

    private static string FormatOf(string? format) => format switch
    {
        null or "wav" => "wav",
        "flac" => "flac",
        _ => throw new UnknownNameException("sound format", format, ["wav", "flac"]),
    };

    private static string[] Names(string? list)
        => list?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    // The client may go, and no request goes on for ever.
    private static CancellationTokenSource Limit(HttpContext context, IOptions<DrumServiceOptions> options)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limit.CancelAfter(options.Value.RequestTimeout);
        return limit;
    }
}
