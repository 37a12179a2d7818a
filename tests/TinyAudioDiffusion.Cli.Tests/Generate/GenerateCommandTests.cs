using System.Text;
using System.Text.Json;
using TinyAudioDiffusion.Cli.Console;

namespace TinyAudioDiffusion.Cli.Tests.Generate;

public sealed class GenerateCommandTests
{
    [Fact]
    public async Task Generate_WithAKind_WritesFilesNamedByKindAndSeed()
    {
        using var folder = new TemporaryFolder();

        var run = await Tad.SucceedAsync("generate", "snare", "--model", Fixtures.Torch2, "-n", "3", "--seed", "12345", "--steps", "2", "--out", folder["out"]);

        Assert.Equal(["snare-12345.wav", "snare-12346.wav", "snare-12347.wav"], folder.Files.Select(Path.GetFileName).Order());
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.Matches(@"snare-12345\.wav  seed 12345  peak [+-]?\d+\.\d dBFS( \(clipped\))?  1\.5 ms", lines[0]);
        Assert.Empty(run.Error);
    }

    [Theory]
    [InlineData("16", 44 + (100 * 2 * 2))]
    [InlineData("24", 44 + (100 * 2 * 3))]
    [InlineData("float", 58 + (100 * 2 * 4))]
    public async Task Generate_WithDepthAndLength_WritesThatManyBytes(string depth, int bytes)
    {
        using var folder = new TemporaryFolder();

        await Tad.SucceedAsync("generate", "--model", Fixtures.Torch2, "--seed", "1", "--steps", "1", "--length", "100", "--depth", depth, "--out", folder.Path);

        // The recipe follows the samples.
        Assert.Equal("LIST", Encoding.ASCII.GetString(File.ReadAllBytes(folder["torch2-1.wav"]), bytes, 4));
        Assert.Equal(100, AudioClip.Load(folder["torch2-1.wav"]).Length);
    }

    [Fact]
    public async Task Generate_WithTheSameSeed_GivesTheSameBytesWhateverThreadsAndBatch()
    {
        using var folder = new TemporaryFolder();
        foreach (var (name, arguments) in new (string, string[])[]
        {
            ("one-thread", ["--threads", "1"]),
            ("two-threads", ["--threads", "2"]),
            ("again", []),
            ("batch", ["-n", "8", "--threads", "2"]),
        })
        {
            await Tad.SucceedAsync(["generate", "kick", "--model", Fixtures.TinyNoise, "--seed", "7", "--length", "777", "--steps", "3", "--depth", "float", "--out", folder[name], .. arguments]);
        }

        await Tad.SucceedAsync("generate", "kick", "--model", Fixtures.TinyNoise, "--seed", "13", "--length", "777", "--steps", "3", "--depth", "float", "--out", folder["alone"]);

        var expected = File.ReadAllBytes(folder["one-thread/kick-7.wav"]);
        Assert.All(new[] { "two-threads", "again", "batch" }, name => Assert.Equal(expected, File.ReadAllBytes(folder[$"{name}/kick-7.wav"])));
        Assert.Equal(File.ReadAllBytes(folder["alone/kick-13.wav"]), File.ReadAllBytes(folder["batch/kick-13.wav"]));
        Assert.Equal(8, Directory.GetFiles(folder["batch"]).Length);
    }

    [Fact]
    public async Task Generate_WithoutASeed_TellsTheOneThatMakesTheSoundAgain()
    {
        using var folder = new TemporaryFolder();
        await Tad.SucceedAsync("generate", "kick", "--model", Fixtures.Torch2, "-n", "6", "--steps", "1", "--out", folder["first"]);
        var last = Directory.GetFiles(folder["first"]).OrderBy(file => ulong.Parse(Path.GetFileNameWithoutExtension(file)[5..])).Last();

        await Tad.SucceedAsync("generate", "kick", "--model", Fixtures.Torch2, "--seed", Path.GetFileNameWithoutExtension(last)[5..], "--steps", "1", "--out", folder["again"]);

        Assert.Equal(File.ReadAllBytes(last), File.ReadAllBytes(Assert.Single(Directory.GetFiles(folder["again"]))));
    }

    [Fact]
    public async Task Generate_AsJson_PrintsOneDocument()
    {
        using var folder = new TemporaryFolder();

        var run = await Tad.SucceedAsync("generate", "hi-hat", "--model", Fixtures.TinyNoise, "-n", "5", "--seed", "1", "--length", "64", "--out", folder.Path, "--json");

        using var json = JsonDocument.Parse(run.Output);
        var root = json.RootElement;
        Assert.Equal(("ddim", "linear", 10), (root.GetProperty("sampler").GetString(), root.GetProperty("schedule").GetString(), root.GetProperty("steps").GetInt32()));
        var files = root.GetProperty("files").EnumerateArray().ToList();
        Assert.Equal([1ul, 2ul, 3ul, 4ul, 5ul], files.Select(file => file.GetProperty("seed").GetUInt64()));
        Assert.All(files, file => Assert.True(File.Exists(file.GetProperty("path").GetString())));
        Assert.Equal(folder["hihat-1.wav"], files[0].GetProperty("path").GetString());
        Assert.Equal(AudioClip.Load(folder["hihat-1.wav"]).PeakDbfs, files[0].GetProperty("peakDbfs").GetDouble(), 0.02);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task Generate_WithEmaWeights_SoundsDifferent()
    {
        using var folder = new TemporaryFolder();
        foreach (var weights in new[] { "online", "ema" })
            await Tad.SucceedAsync("generate", "--model", Fixtures.Torch1, "--weights", weights, "--seed", "1", "--steps", "2", "--out", folder[weights]);

        Assert.NotEqual(File.ReadAllBytes(folder["online/torch1-1.wav"]), File.ReadAllBytes(folder["ema/torch1-1.wav"]));
    }

    [Fact]
    public async Task Generate_WithAConfigurationElsewhere_ReadsIt()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["model"]);
        File.Copy(Fixtures.Torch2, folder["model/moved.ckpt"]);

        var sentence = await Tad.FailAsync("generate", "--model", folder["model/moved.ckpt"], "--out", folder["out"]);
        Assert.Contains("YAML", sentence, StringComparison.Ordinal);

        await Tad.SucceedAsync("generate", "--model", folder["model/moved.ckpt"], "--model-config", Fixtures.PathOf("fixtures/checkpoint/config.yaml"), "--seed", "5", "--steps", "1", "--out", folder["out"]);
        Assert.True(File.Exists(folder["out/moved-5.wav"]));
    }

    [Theory]
    [InlineData("generate --model crlandsc/tiny-audio-diffusion-kicks", "Offline")]
    [InlineData("generate kick --weights-only", "--model")]
    [InlineData("generate kick --weights ema", "--model")]
    [InlineData("generate --model nowhere.ckpt", "There is no model \"nowhere.ckpt\"")]
    [InlineData("generate --model nowhere.ckpt --weights ema", "nowhere.ckpt")]
    [InlineData("generate --model TINY --sampler magic", "There is no sampler named \"magic\"; known are ddim")]
    [InlineData("generate --model TINY --schedule magic", "There is no schedule named \"magic\"; known are cosine-logsnr")]
    [InlineData("generate --model TINY --model-config nowhere.yaml", "There is no configuration \"nowhere.yaml\"")]
    public async Task Generate_ThatCannotWork_FailsWithOneSentence(string line, string expected)
    {
        var arguments = line.Split(' ').Select(argument => argument == "TINY" ? Fixtures.TinyNoise : argument).ToArray();

        Assert.Contains(expected, await Tad.FailAsync(arguments), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_IntoAFile_FailsWithOneSentence()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["taken"], "");

        Assert.Contains("taken", await Tad.FailAsync("generate", "--model", Fixtures.TinyNoise, "--length", "64", "--steps", "1", "--out", folder["taken"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_Cancelled_ExitsWith130AndLeavesNoFile()
    {
        using var folder = new TemporaryFolder();
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();

        var run = await Tad.RunAsync(["generate", "--model", Fixtures.TinyNoise, "--out", folder["out"]], cancellation.Token);

        Assert.Equal(ExitCodes.Cancelled, run.ExitCode);
        Assert.Equal("Cancelled.", run.Error.Trim());
        Assert.Empty(folder.Files);
    }
}
