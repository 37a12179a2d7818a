using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Hub.Tests.Faults;

internal static class BodyRows
{
    private const int Part = 80_000;

    public static FaultRow[] All =>
    [
        new("21 connection reset at 40%", Reset),
        new("22 server ignores the range", IgnoresRange),
        new("23 206 from another position", s => WrongRange(s, $"bytes 0-{HubScenario.LargeSize - 1}/{HubScenario.LargeSize}")),
        new("23 206 of another total", s => WrongRange(s, $"bytes {Part}-{HubScenario.LargeSize - 1}/999999")),
        new("24 complete partial: nothing left to ask for", CompletePartial),
        new("24 416 with a complete partial", CompletePartialOfUnknownSize),
        new("24 416 with a wrong size", WrongSize416),
        new("25 body shorter than the size", Short),
        new("25 body that stays shorter", AlwaysShort),
        new("26 body longer than the size", Longer),
        new("27 wrong bytes once", s => WrongBytes(s, 1)),
        new("27 wrong bytes twice", s => WrongBytes(s, 2)),
        new("27 damaged partial of an earlier run", DamagedPartial),
        new("28 wrong bytes of a git file", WrongGitBytes),
        new("29 stalled body", Stalled),
        new("29 trickling body", Trickle),
        new("29 body that always trickles", AlwaysTrickles),
        new("44 compressed answer", Compressed),
    ];

    private static async Task Reset(HubScenario s)
    {
        var (gate, progress) = Gate(Part);
        s.Server.Script("CDN", 1, async context =>
        {
            await s.Server.SendAsync(context, s.LargeFile.Content, stopAfter: Part);
            await gate.Task;
            context.Abort();
            return true;
        });

        s.AssertStored(await s.DownloadAsync(progress));
        s.AssertRequests("HEAD hub", "GET cdn", $"GET cdn bytes={Part}-");
        Assert.Equal([1], s.Time.Waits);
    }

    private static async Task Trickle(HubScenario s)
    {
        using var meter = new Meter();
        s.Server.Script("CDN", 1, context => SendSlowly(s, context, meter));

        s.AssertStored(await s.DownloadAsync(meter));
        s.AssertRequests("HEAD hub", "GET cdn", "GET cdn bytes=100-");
    }

    private static async Task AlwaysTrickles(HubScenario s)
    {
        using var meter = new Meter();
        s.Configure = options => options.Retries = 2;
        s.Server.Script("CDN", 100, context => SendSlowly(s, context, meter));

        var exception = await Assert.ThrowsAsync<HubException>(() => s.DownloadAsync(meter));
        Assert.Equal(HubFault.Unavailable, exception.Fault);
        Assert.Contains("less than 1024 a second", exception.Message, StringComparison.Ordinal);
        s.AssertRequests("HEAD hub", "GET cdn", "GET cdn bytes=100-", "GET cdn bytes=200-");
    }

    // A hundred bytes, and half a minute later, as the client's clock sees it, one more.
    private static async Task<bool> SendSlowly(HubScenario s, Microsoft.AspNetCore.Http.HttpContext context, Meter meter)
    {
        var gone = new TaskCompletionSource();
        context.RequestAborted.Register(gone.SetResult);
        var end = (int)meter.Bytes + 100;
        await s.Server.SendAsync(context, s.LargeFile.Content, stopAfter: end);
        await meter.Reach(end);
        s.Time.Advance(TimeSpan.FromSeconds(31));
        await context.Response.Body.WriteAsync(s.LargeFile.Content.AsMemory(end, 1));
        await context.Response.Body.FlushAsync();
        await gone.Task;
        return true;
    }

    private static async Task IgnoresRange(HubScenario s)
    {
        s.PlantPartial(s.LargeFile.Content[..Part]);
        s.Server.Script("CDN", 1, async context =>
        {
            await s.Server.SendAsync(context, s.LargeFile.Content, ignoreRange: true);
            return true;
        });

        s.AssertStored(await s.DownloadAsync());
        s.AssertRequests("HEAD hub", $"GET cdn bytes={Part}-");
    }

    private static async Task WrongRange(HubScenario s, string contentRange)
    {
        s.PlantPartial(s.LargeFile.Content[..Part]);
        s.Server.Script("CDN", 1, async context =>
        {
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = contentRange;
            await context.Response.Body.WriteAsync(new byte[1000]);
            return true;
        });

        s.AssertStored(await s.DownloadAsync());
        s.AssertRequests("HEAD hub", $"GET cdn bytes={Part}-", "GET cdn");
    }

    private static async Task CompletePartial(HubScenario s)
    {
        s.PlantPartial(s.LargeFile.Content);

        s.AssertStored(await s.DownloadAsync());
        s.AssertRequests("HEAD hub");
    }

    private static async Task CompletePartialOfUnknownSize(HubScenario s)
    {
        s.ChangeHead(("X-Linked-Size", null));
        s.PlantPartial(s.LargeFile.Content);

        s.AssertStored(await s.DownloadAsync());
        s.AssertRequests("HEAD hub", $"GET cdn bytes={HubScenario.LargeSize}-"); // answered with 416
    }

    private static async Task WrongSize416(HubScenario s)
    {
        s.PlantPartial(s.LargeFile.Content[..Part]);
        s.Server.Script("CDN", 1, context =>
        {
            context.Response.StatusCode = 416;
            context.Response.Headers.ContentRange = "bytes */500";
            return Task.FromResult(true);
        });

        s.AssertStored(await s.DownloadAsync());
        s.AssertRequests("HEAD hub", $"GET cdn bytes={Part}-", "GET cdn");
    }

    private static async Task Short(HubScenario s)
    {
        s.Server.Script("CDN", 1, context => SendChunkedAsync(context, s.LargeFile.Content[..Part]));

        s.AssertStored(await s.DownloadAsync());
        s.AssertRequests("HEAD hub", "GET cdn", $"GET cdn bytes={Part}-");
    }

    private static async Task AlwaysShort(HubScenario s)
    {
        s.Server.Script("CDN", 100, context => SendChunkedAsync(context, s.LargeFile.Content[..Part]));

        var exception = await s.FailsAsync(HubFault.Damaged);
        Assert.Contains($"{Part} of the {HubScenario.LargeSize} bytes", exception.Message, StringComparison.Ordinal);
        s.AssertNothingStored(partial: true);
        Assert.Equal(1 + 6, s.Requests.Count); // the first of them got on, five did not
    }

    private static async Task Longer(HubScenario s)
    {
        s.Server.Script("CDN", 1, context => SendChunkedAsync(context, [.. s.LargeFile.Content, .. new byte[5000]]));

        await s.FailsAsync(HubFault.Damaged);
        s.AssertNothingStored();
        s.AssertRequests("HEAD hub", "GET cdn");
    }

    private static async Task WrongBytes(HubScenario s, int times)
    {
        s.Server.Script("CDN", times, async context =>
        {
            await s.Server.SendAsync(context, new byte[HubScenario.LargeSize]);
            return true;
        });

        if (times == 1)
        {
            s.AssertStored(await s.DownloadAsync());
        }
        else
        {
            await s.FailsAsync(HubFault.Damaged);
            s.AssertNothingStored();
        }

        s.AssertRequests("HEAD hub", "GET cdn", "GET cdn");
    }

    private static async Task DamagedPartial(HubScenario s)
    {
        s.PlantPartial(new byte[Part]);

        s.AssertStored(await s.DownloadAsync());
        s.AssertRequests("HEAD hub", $"GET cdn bytes={Part}-", "GET cdn");
    }

    private static async Task WrongGitBytes(HubScenario s)
    {
        s.Server.Script("GET", 2, async context =>
        {
            await s.Server.SendAsync(context, new byte[s.SmallFile.Content.Length]);
            return true;
        });

        var exception = await s.FailsAsync(HubFault.Damaged, path: HubScenario.Small);
        Assert.Contains("git SHA-1", exception.Message, StringComparison.Ordinal);
        s.AssertNothingStored();
        s.AssertRequests("HEAD hub", "GET hub", "GET hub");
    }

    private static async Task Stalled(HubScenario s)
    {
        var (gate, progress) = Gate(Part);
        s.Server.Script("CDN", 1, async context =>
        {
            await s.Server.SendAsync(context, s.LargeFile.Content, stopAfter: Part);
            await gate.Task;
            var gone = new TaskCompletionSource();
            context.RequestAborted.Register(gone.SetResult);
            s.Time.LetPatienceRunOut();
            await gone.Task;
            return true;
        });

        s.AssertStored(await s.DownloadAsync(progress));
        s.AssertRequests("HEAD hub", "GET cdn", $"GET cdn bytes={Part}-");
        Assert.Equal([1], s.Time.Waits);
    }

    private static async Task Compressed(HubScenario s)
    {
        s.Server.Script("CDN", 1, async context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            await s.Server.SendAsync(context, new byte[HubScenario.LargeSize]);
            return true;
        });

        await s.FailsAsync(HubFault.InvalidAnswer);
        s.AssertNothingStored(partial: true);
        Assert.Equal(0, new FileInfo(s.Partial).Length);
        s.AssertRequests("HEAD hub", "GET cdn");
    }

    /// <summary>A gate that opens when so many bytes have been written.</summary>
    internal static (TaskCompletionSource Gate, IProgress<ModelFetchProgress> Progress) Gate(int bytes)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (gate, new Callback(progress =>
        {
            if (progress.Bytes >= bytes)
                gate.TrySetResult();
        }));
    }

    private static async Task<bool> SendChunkedAsync(Microsoft.AspNetCore.Http.HttpContext context, byte[] content)
    {
        var from = 0;
        if (Microsoft.AspNetCore.Http.HeaderDictionaryTypeExtensions.GetTypedHeaders(context.Request).Range?.Ranges.Single() is { } range)
        {
            from = (int)range.From!.Value;
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = $"bytes {from}-{HubScenario.LargeSize - 1}/{HubScenario.LargeSize}";
        }

        await context.Response.Body.FlushAsync(); // no length: the end of the body is all that the client sees
        await context.Response.Body.WriteAsync(content.AsMemory(from));
        return true;
    }

    private sealed class Callback(Action<ModelFetchProgress> report) : IProgress<ModelFetchProgress>
    {
        public void Report(ModelFetchProgress value) => report(value);
    }

    private sealed class Meter : IProgress<ModelFetchProgress>, IDisposable
    {
        private readonly SemaphoreSlim _reports = new(0);
        private long _bytes;

        public long Bytes => Interlocked.Read(ref _bytes);

        public async Task Reach(int bytes)
        {
            while (Bytes < bytes)
                await _reports.WaitAsync();
        }

        public void Report(ModelFetchProgress value)
        {
            Interlocked.Exchange(ref _bytes, value.Bytes);
            _reports.Release();
        }

        public void Dispose() => _reports.Dispose();
    }
}
