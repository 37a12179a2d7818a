using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Diagnostics;

namespace TinyAudioDiffusion.AspNetCore.Tests;

/// <summary>What a client of the drum service sees.</summary>
public sealed class DrumServiceTests
{
    private const string Quick = "steps=1&length=4096";
    private static readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task ASound_IsTheSameForEver_AndComesInParts()
    {
        await using var host = await DrumHost.StartAsync();
        using var whole = await host.Client.GetAsync($"/drums/sound?kind=kick&seed=7&{Quick}", _stop);
        var bytes = await whole.Content.ReadAsByteArrayAsync(_stop);

        Assert.Equal(HttpStatusCode.OK, whole.StatusCode);
        Assert.Equal("audio/wav", whole.Content.Headers.ContentType!.MediaType);
        Assert.Contains("immutable", whole.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal(4096, AudioClip.Load(new MemoryStream(bytes)).Length);

        var id = Assert.Single(whole.Headers.GetValues("X-Sound-Id"));
        var url = $"/drums/sound?id={Uri.EscapeDataString(id)}";
        Assert.Equal(bytes, await host.Client.GetByteArrayAsync(url, _stop));

        using var part = await host.Client.SendAsync(
            new HttpRequestMessage(HttpMethod.Get, url) { Headers = { Range = new RangeHeaderValue(100, 199) } }, _stop);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(bytes[100..200], await part.Content.ReadAsByteArrayAsync(_stop));

        using var same = await host.Client.SendAsync(
            new HttpRequestMessage(HttpMethod.Get, url) { Headers = { IfNoneMatch = { whole.Headers.ETag! } } }, _stop);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);

        var flac = await host.Client.GetByteArrayAsync(url + "&format=flac", _stop);
        Assert.Equal(AudioClip.Load(new MemoryStream(bytes)).Samples.ToArray(), AudioClip.Load(new MemoryStream(flac)).Samples.ToArray());
    }

    [Fact]
    public async Task WithoutASeed_ARedirectLeadsToTheSoundOfOne()
    {
        await using var host = await DrumHost.StartAsync();
        using var answer = await host.Client.GetAsync($"/drums/sound?kind=snare&{Quick}", _stop);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("id=tad1", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(await host.Client.GetByteArrayAsync(answer.Headers.Location, _stop));
    }

    [Theory]
    [InlineData("sound?kind=gong&seed=1", 400, "gong")]
    [InlineData("sound?seed=1", 400, "Name a kind")]
    [InlineData("sound?kind=kick&seed=1&steps=101", 400, "101 steps")]
    [InlineData("sound?kind=kick&seed=1&length=9999999", 400, "9999999 samples")]
    [InlineData("sound?kind=kick&seed=1&model=/etc", 404, "no model")]
    [InlineData("sound?kind=kick&seed=1&steps=1&format=mp3", 400, "mp3")]
    [InlineData("sound?kind=kick&seed=x", 400, "seed")]
    [InlineData("sound?id=nonsense", 400, "not a sound id")]
    [InlineData("sound?id=tad1%3A%2Fetc%3Fseed%3D1%26sampler%3Dddim%26schedule%3Dlinear%26steps%3D1%26length%3D64", 404, "no model")]
    [InlineData("kit?seed=1&variations=64&layers=16", 400, "at most 144")]
    [InlineData("kit?seed=1&formats=akai", 400, "akai")]
    [InlineData("kit?seed=1&parts=gong", 400, "kind of drum")]
    [InlineData("variation?id=nonsense", 400, "not a sound id")]
    public async Task WhatCannotBeServed_IsAProblemThatSaysWhy(string path, int status, string reason)
    {
        await using var host = await DrumHost.StartAsync();
        using var answer = await host.Client.GetAsync($"/drums/{path}", _stop);
        Assert.Equal(status, (int)answer.StatusCode);
        if (reason == "seed")
            return; // the host's own binding answers
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains(reason, await answer.Content.ReadAsStringAsync(_stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFullQueue_Answers429_AndAClientThatGoesFreesItsPlace()
    {
        await using var host = await DrumHost.StartAsync(options => options.QueueCapacity = 1, gated: true);
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(_stop);
        var first = host.Client.GetAsync($"/drums/sound?kind=kick&seed=1&{Quick}", gone.Token);
        await host.Gate!.Begun.WaitAsync(_stop);
        var second = host.Client.GetAsync($"/drums/sound?kind=kick&seed=2&{Quick}", _stop);

        while (await host.WaitingAsync() < 1)
            await Task.Yield();
        using var third = await host.Client.GetAsync($"/drums/sound?kind=kick&seed=3&{Quick}", _stop);
        Assert.Equal(HttpStatusCode.TooManyRequests, third.StatusCode);
        Assert.InRange(third.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal("application/problem+json", third.Content.Headers.ContentType!.MediaType);
        Assert.Equal("Degraded", await host.Client.GetStringAsync("/health", _stop));

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await host.Gate.Stopped.WaitAsync(_stop);
        await host.Gate.Begun.WaitAsync(_stop);
        host.Gate.Gate.Release();
        using var answer = await second;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("Healthy", await host.Client.GetStringAsync("/health", _stop));
    }

    [Fact]
    public async Task ARequestThatTakesTooLong_Answers503_AndLeavesTheQueue()
    {
        await using var host = await DrumHost.StartAsync(options => options.RequestTimeout = TimeSpan.FromMilliseconds(1), gated: true);
        using var late = await host.Client.GetAsync($"/drums/sound?kind=kick&seed=1&{Quick}", _stop);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, late.StatusCode);
        Assert.Equal(5, late.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
        Assert.Contains("took longer", await late.Content.ReadAsStringAsync(_stop), StringComparison.Ordinal);
        Assert.Equal(0, await host.WaitingAsync());
    }

    [Fact]
    public async Task ABodyThatIsTooLarge_Answers413()
    {
        await using var host = await DrumHost.StartAsync(options => options.MaxBodySize = 1000);
        using var answer = await host.Client.PostAsync(
            "/drums/variation?kind=kick&seed=1", new ByteArrayContent(new byte[1001]), _stop);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("1000 bytes", await answer.Content.ReadAsStringAsync(_stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitingSounds_GoTogether_WithTheBitsOfEachAlone()
    {
        await using var host = await DrumHost.StartAsync(gated: true);
        var first = host.Client.GetByteArrayAsync($"/drums/sound?kind=kick&seed=1&{Quick}", _stop);
        await host.Gate!.Begun.WaitAsync(_stop);
        var others = Enumerable.Range(2, 4).Select(seed
            => host.Client.GetByteArrayAsync($"/drums/sound?kind=kick&seed={seed}&{Quick}", _stop)).ToArray();
        while (await host.WaitingAsync() < 4)
            await Task.Yield();
        host.Gate.Gate.Release(2);
        await first;
        var together = await Task.WhenAll(others);
        Assert.Equal([1, 4], host.Gate.Batches);

        await using var alone = await DrumHost.StartAsync();
        for (var i = 0; i < 4; i++)
            Assert.Equal(together[i], await alone.Client.GetByteArrayAsync($"/drums/sound?kind=kick&seed={i + 2}&{Quick}", _stop));
    }

    [Fact]
    public async Task ASketch_FormsStepByStep_AndEndsWithItsId()
    {
        await using var host = await DrumHost.StartAsync();
        var text = await host.Client.GetStringAsync("/drums/sketch?kind=snare&seed=3&steps=4&length=8192", _stop);
        var events = text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.StartsWith("event: done", events[^1], StringComparison.Ordinal);
        Assert.All(events[..^1], step => Assert.StartsWith("event: step", step, StringComparison.Ordinal));
        var sketches = events
            .Select(step => JsonDocument.Parse(step[(step.IndexOf("data: ", StringComparison.Ordinal) + 6)..]).RootElement).ToList();
        Assert.All(sketches, sketch =>
        {
            Assert.Equal(256, sketch.GetProperty("wave").GetBytesFromBase64().Length);
            Assert.Equal(64 * 32, sketch.GetProperty("mel").GetBytesFromBase64().Length);
        });
        Assert.True(sketches.Select(sketch => sketch.GetProperty("wave").GetString()).Distinct(StringComparer.Ordinal).Count() > 2);
        var id = sketches[^1].GetProperty("id").GetString()!;
        Assert.NotEmpty(await host.Client.GetByteArrayAsync($"/drums/sound?id={Uri.EscapeDataString(id)}", _stop));
    }

    [Fact]
    public async Task AVariation_OfAnId_AndOfASound()
    {
        await using var host = await DrumHost.StartAsync();
        using var source = await host.Client.GetAsync($"/drums/sound?kind=kick&seed=7&{Quick}", _stop);
        var bytes = await source.Content.ReadAsByteArrayAsync(_stop);
        var id = Uri.EscapeDataString(source.Headers.GetValues("X-Sound-Id").Single());

        var varied = await host.Client.GetByteArrayAsync($"/drums/variation?id={id}&strength=0.4&seed=3", _stop);
        Assert.NotEqual(bytes, varied);
        Assert.Equal(varied, await host.Client.GetByteArrayAsync($"/drums/variation?id={id}&strength=0.4&seed=3", _stop));
        using var own = await host.Client.PostAsync("/drums/variation?kind=kick&seed=1", new ByteArrayContent(bytes), _stop);
        Assert.True(own.IsSuccessStatusCode, await own.Content.ReadAsStringAsync(_stop));
        using var bad = await host.Client.PostAsync(
            "/drums/variation?kind=kick&seed=1", new ByteArrayContent("no sound"u8.ToArray()), _stop);
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
    }

    [Fact]
    public async Task AKitOfIds_IsAnArchiveForSamplers()
    {
        await using var host = await DrumHost.StartAsync();
        using var sound = await host.Client.GetAsync($"/drums/sound?kind=kick&seed=7&{Quick}", _stop);
        var id = sound.Headers.GetValues("X-Sound-Id").Single();
        using var answer = await host.Client.PostAsJsonAsync(
            "/drums/kit",
            new { name = "Mine", drums = new[] { new { part = "kick", ids = new[] { id } } }, formats = new[] { "sfz", "hydrogen" } },
            _stop);

        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(_stop));
        using var archive = new ZipArchive(await answer.Content.ReadAsStreamAsync(_stop));
        Assert.Contains("Mine/Mine.sfz", archive.Entries.Select(entry => entry.FullName));
        Assert.Contains("Mine/Mine.h2drumkit", archive.Entries.Select(entry => entry.FullName));
        using var empty = await host.Client.PostAsJsonAsync("/drums/kit", new { name = "Mine" }, _stop);
        Assert.Equal(HttpStatusCode.BadRequest, empty.StatusCode);
    }

    [Fact]
    public async Task Classes_ComeFromTheModel_AndOpenApiDescribesAll()
    {
        await using var host = await DrumHost.StartAsync();
        using var classes = JsonDocument.Parse(await host.Client.GetStringAsync("/drums/classes", _stop));
        var model = classes.RootElement.GetProperty("models")[0];
        Assert.NotEmpty(model.GetProperty("classes").EnumerateArray());
        Assert.All(model.GetProperty("classes").EnumerateArray(), known => Assert.NotEmpty(known.GetProperty("name").GetString()!));

        using var document = JsonDocument.Parse(await host.Client.GetStringAsync("/openapi/v1.json", _stop));
        Assert.Equal(
            ["/drums/classes", "/drums/kit", "/drums/sketch", "/drums/sound", "/drums/variation"],
            document.RootElement.GetProperty("paths").EnumerateObject().Select(path => path.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task TheMeter_HearsSoundsNetworkCallsAndTheQueue()
    {
        var heard = new System.Collections.Concurrent.ConcurrentBag<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, own) =>
            {
                if (instrument.Meter.Name == DrumTelemetry.Name)
                    own.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, _, _) => heard.Add(instrument.Name));
        listener.SetMeasurementEventCallback<double>((instrument, _, _, _) => heard.Add(instrument.Name));
        listener.Start();
        await using var host = await DrumHost.StartAsync();
        await host.Client.GetByteArrayAsync($"/drums/sound?kind=kick&seed=99&{Quick}", _stop);
        Assert.Empty(
            ((string[])["tad.sounds", "tad.network.calls", "tad.network.duration", "tad.generation.duration", "tad.queue.duration"])
                .Except(heard, StringComparer.Ordinal));
    }

    [Fact]
    public async Task AnActivity_TellsModelStepsAndCount_AndWhatWentWrong()
    {
        var ended = new System.Collections.Concurrent.ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == DrumTelemetry.Name,
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = ended.Add,
        };
        ActivitySource.AddActivityListener(listener);
        using var parent = new Activity("test").Start();
        await using var services = new ServiceCollection().AddTinyAudioDiffusion().Services.BuildServiceProvider();
        var generator = services.GetRequiredService<IDrumGenerator>();

        await generator.GenerateBatchAsync(DrumKind.Kick, 2, new() { Seed = 1, Steps = 1, Length = 256 }, cancellationToken: _stop);
        await Assert.ThrowsAsync<UnknownNameException>(
            () => generator.GenerateAsync(DrumKind.Kick, new() { Class = "gong" }, cancellationToken: _stop));

        var own = ended.Where(activity => activity.TraceId == parent.TraceId).OrderBy(activity => activity.StartTimeUtc).ToList();
        Assert.Equal(["tad.generate", "tad.generate"], own.Select(activity => activity.OperationName));
        Assert.Equal(("drums", 1, 2), (own[0].GetTagItem("tad.model"), own[0].GetTagItem("tad.steps"), own[0].GetTagItem("tad.count")));
        Assert.Equal((ActivityStatusCode.Unset, ActivityStatusCode.Error), (own[0].Status, own[1].Status));
        Assert.Contains("gong", own[1].StatusDescription, StringComparison.Ordinal);
    }
}
