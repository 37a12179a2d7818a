using Microsoft.Extensions.DependencyInjection;
using NAudio.Midi;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.NAudio;

namespace TinyAudioDiffusion.Cli.Tests.Beats;

/// <summary><c>tad beat</c> with the built-in model.</summary>
public sealed class BeatCommandTests : IDisposable
{
    private static readonly string[] _quick = ["--seed", "7", "--steps", "1", "--guidance", "1", "--length", "2048"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Beat_HasTheKitsKickAtItsExactFrames()
    {
        await File.WriteAllTextAsync(_folder["mine.txt"], "kick X..X ....\n", TestContext.Current.CancellationToken);
        await Tad.SucceedAsync(["kit", "--parts", "kick", .. _quick, "--depth", "float", "--out", _folder["kit"]]);

        var run = await Tad.SucceedAsync(
            ["beat", _folder["mine.txt"], "--round-robins", "1", .. _quick, "--depth", "float", "--out", _folder["out"]]);

        Assert.Contains("mine-7.wav  seed 7  ", run.Output, StringComparison.Ordinal);
        var (kick, beat) = (AudioClip.Load(_folder["kit/kick-7.wav"]), AudioClip.Load(_folder["out/mine-7.wav"]));
        var gain = (float)Math.Pow(10, -6 / 20.0);
        foreach (var frame in (int[])[0, 16538]) // three sixteenths of 5512.5 frames
        {
            for (var i = 0; i < kick.Length; i++)
                Assert.Equal(gain * kick.Channel(0)[i], beat.Channel(0)[frame + i], 1e-5f);
        }

        Assert.Equal(44100, beat.Length); // two beats at 120
    }

    [Fact]
    public async Task Beat_TakesAMidiFileByItsContent_AndTellsWhatItLeavesOut()
    {
        var events = new MidiEventCollection(0, 96);
        events.AddTrack();
        foreach (var (tick, key) in ((int, int)[])[(0, 36), (96, 100)])
        {
            var note = new NoteOnEvent(tick, 10, key, 100, 10);
            events.AddEvent(note, 0);
            events.AddEvent(note.OffEvent!, 0);
        }

        events.AddEvent(new MetaEvent(MetaEventType.EndTrack, 0, 200), 0);
        MidiFile.Export(_folder["song.bin"], events);

        var run = await Tad.SucceedAsync(["beat", _folder["song.bin"], .. _quick, "--format", "flac", "--out", _folder["out"]]);

        Assert.True(File.Exists(_folder["out/song-7.flac"]));
        Assert.Contains("1 note of key 100, which is no drum, was left out.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fresh_GivesEachHitASound_AndTheDocumentSaysSo()
    {
        await File.WriteAllTextAsync(_folder["mine.txt"], "kick xxx.\n", TestContext.Current.CancellationToken);

        var run = await Tad.SucceedAsync(["beat", _folder["mine.txt"], "--fresh", .. _quick, "--json", "--out", _folder["out"]]);

        Assert.Contains("\"hits\": 3,", run.Output, StringComparison.Ordinal);
        Assert.Contains("\"newSounds\": 3,", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_PrintsAGroove_ThatCanBePlayed()
    {
        var shown = await Tad.SucceedAsync("beat", "boom-bap", "--show");
        await File.WriteAllTextAsync(_folder["mine.txt"], shown.Output, TestContext.Current.CancellationToken);

        var run = await Tad.SucceedAsync(["beat", _folder["mine.txt"], "--round-robins", "1", .. _quick, "--out", _folder["out"]]);

        Assert.Contains("mine-7.wav", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kick x..y", "mine.txt (line 1): \"y\" is no step")]
    [InlineData("MThd", "mine.txt (byte 0): it ends within a chunk")]
    public async Task ADamagedGroove_IsNamed_AndNothingIsWritten(string content, string message)
    {
        await File.WriteAllTextAsync(_folder["mine.txt"], content, TestContext.Current.CancellationToken);

        Assert.Contains(message, await Tad.FailAsync("beat", _folder["mine.txt"], "--out", _folder["out"]), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["out"]));
    }

    [Fact]
    public async Task AnUnknownGroove_IsAUsageError_ThatListsThem()
    {
        var run = await Tad.RunAsync("beat", "polka");

        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.Contains("four-on-the-floor", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Play_AsksThePlugInsPlayer(bool fresh)
    {
        await File.WriteAllTextAsync(_folder["mine.txt"], "kick x...\n", TestContext.Current.CancellationToken);
        var device = new SilentBackend();

        var run = await Tad.RunAsync(
            ["beat", _folder["mine.txt"], "--play", .. fresh ? (string[])["--fresh"] : [], .. _quick, "--out", _folder["out"]],
            TestContext.Current.CancellationToken, builder => builder.Services.AddSingleton<IAudioBackend>(device));

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(1, device.Sounds);
        Assert.Equal(2 * AudioClip.Load(_folder["out/mine-7.wav"]).Length, device.Samples);
        Assert.Equal(fresh, run.Output.Contains("the 1 hits was a new sound", StringComparison.Ordinal));
    }
}
