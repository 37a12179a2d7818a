using System.Text.Json;
using TinyAudioDiffusion.NAudio;

namespace TinyAudioDiffusion.Cli.Tests.Generate;

/// <summary>Sound files of every kind, into commands and out of them.</summary>
public sealed class SoundFormatTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("generate kick", "kick-3.flac")]
    [InlineData("vary SOURCE", "source-vary-3.flac")]
    public async Task Flac_IsWritten_WithTheSamplesOfTheWav_AndARecipeThatMakesItAgain(string line, string name)
    {
        var source = Source("source.wav");
        string[] arguments =
        [
            .. line.Split(' ').Select(word => word == "SOURCE" ? source : word), "--model", Fixtures.Torch2, "--seed", "3", "--steps", "3",
            "--depth", "24", "--out",
        ];

        await Tad.SucceedAsync([.. arguments, _folder["wav"]]);
        await Tad.SucceedAsync([.. arguments, _folder["flac"], "--format", "flac"]);

        var flac = _folder[$"flac/{name}"];
        Assert.Equal(
            AudioClip.Load(_folder[$"wav/{Path.ChangeExtension(name, ".wav")}"]).Samples.ToArray(), AudioClip.Load(flac).Samples.ToArray());
        string[] sources = line.Contains("SOURCE", StringComparison.Ordinal) ? ["--source", source] : [];
        await Tad.SucceedAsync(["generate", "--recipe", flac, "--model", Fixtures.Torch2, "--out", _folder["again"], .. sources]);
        Assert.Equal(await File.ReadAllBytesAsync(flac), await File.ReadAllBytesAsync(Assert.Single(Directory.GetFiles(_folder["again"]))));
    }

    [Fact]
    public async Task Flac_OfFloats_IsRefused_BeforeWork()
    {
        Assert.Contains(
            "FLAC stores integers",
            await Tad.FailAsync("generate", "kick", "--format", "flac", "--depth", "float", "--out", _folder["out"]),
            StringComparison.Ordinal);
        Assert.Contains(
            "FLAC stores integers",
            await Tad.FailAsync("invert", Source("source.wav"), "--format", "flac", "--model", Fixtures.Torch2, "--out", _folder["out"]),
            StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["out"]));
    }

    [Theory]
    [InlineData("stereo16.wav")]
    [InlineData("stereo16-best.flac")]
    [InlineData("stereo16.aiff")]
    [InlineData("sine.mp3")]
    [InlineData("sine.ogg")]
    public async Task EveryKind_IsTaken_WhateverItIsCalled(string name)
    {
        File.Copy(Fixtures.PathOf($"fixtures/sounds/{name}"), _folder["source"]);
        var expected = SoundFiles.Formats.Describe(_folder["source"]);

        using var report = JsonDocument.Parse((await Tad.SucceedAsync("inspect", _folder["source"], "--json")).Output);
        var varied = await Tad.SucceedAsync(
            "vary", _folder["source"], "--model", Fixtures.Torch2, "--seed", "3", "--steps", "2", "--out", _folder["out"]);
        var drawn = await Tad.SucceedAsync("picture", _folder["source"], "--out", _folder["a.svg"]);

        Assert.Equal(expected.Format, report.RootElement.GetProperty("format").GetString());
        Assert.Equal(expected.SampleRate, report.RootElement.GetProperty("sampleRate").GetInt32());
        Assert.True(File.Exists(_folder["out/source-vary-3.wav"]) && File.Exists(_folder["a.svg"]));
        Assert.Equal("", varied.Error + drawn.Error);
    }

    [Fact]
    public async Task WhatAReaderLeavesOut_IsSaid_ByEveryCommand()
    {
        var cut = Fixtures.PathOf("fixtures/cases/wav/two_data.wav");
        const string Warning = "two_data.wav: it has more than one chunk \"data\"";

        Assert.Contains(
            Warning, (await Tad.SucceedAsync("vary", cut, "--model", Fixtures.Torch2, "--steps", "2", "--out", _folder["out"])).Error,
            StringComparison.Ordinal);
        Assert.Contains(Warning, (await Tad.SucceedAsync("picture", cut, "--out", _folder["a.svg"])).Error, StringComparison.Ordinal);
        Assert.Contains(Warning, (await Tad.SucceedAsync("inspect", cut)).Error, StringComparison.Ordinal);
        File.Copy(cut, _folder["drums.wav"]);
        var doctor = await Tad.SucceedAsync("dataset", "doctor", _folder.Path, "--threads", "1", "--model", Fixtures.Torch2);
        Assert.Contains("Read in part: 1", doctor.Output, StringComparison.Ordinal);
        Assert.Contains("more than one chunk \"data\"", doctor.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherKindOfFile_IsNamed_WithAWayToConvert()
    {
        var rifx = Fixtures.PathOf("fixtures/cases/wav/rifx.wav");

        string[][] lines =
        [
            ["inspect", rifx], ["picture", rifx, "--out", _folder["a.svg"]], ["vary", rifx, "--model", Fixtures.Torch2, "--out",
                _folder["out"]],
        ];
        foreach (var line in lines)
        {
            var message = await Tad.FailAsync(line);
            Assert.Contains("big-endian WAV (RIFX)", message, StringComparison.Ordinal);
            Assert.Contains("sox \"rifx.wav\"", message, StringComparison.Ordinal);
        }
    }

    // Two gigabytes of a recording, of which a verb uses less than a second. Sparse: the file takes no room on the disk.
    [Fact]
    public async Task HugeSource_IsReadNoFurtherThanItIsUsed()
    {
        var (small, huge) = (Source("small/a.wav"), _folder["huge/a.wav"]);
        Directory.CreateDirectory(_folder["huge"]);
        var bytes = await File.ReadAllBytesAsync(small);
        var size = BitConverter.GetBytes(2_000_000_000);
        size.CopyTo(bytes, 40);
        await using (var file = new FileStream(huge, FileMode.CreateNew))
        {
            await file.WriteAsync(bytes);
            file.SetLength(2_000_000_044);
        }

        var before = GC.GetTotalAllocatedBytes();
        await Tad.SucceedAsync("vary", huge, "--model", Fixtures.Torch2, "--seed", "3", "--steps", "2", "--out", _folder["of huge"]);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 500_000_000);
    }

    private string Source(string name)
    {
        var path = _folder[name];
        new AudioClip([.. Enumerable.Range(0, 128).Select(i => 0.5f * MathF.Sin(i * 0.3f))], 2, 44100).Save(path);
        return path;
    }
}
