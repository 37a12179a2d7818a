namespace TinyAudioDiffusion.Cli.Tests.Verbs;

public sealed class HearingCommandTests
{
    private static readonly string _upsampler = Fixtures.PathOf("fixtures/models/upsampler");
    private static readonly string _vocoder = Fixtures.PathOf("fixtures/models/vocoder");

    [Fact]
    public async Task Upsample_MakesASoundOfTheModelsRate_AsLongAsTheSource()
    {
        using var folder = new TemporaryFolder();
        var source = SourceIn(folder, 8000);
        await Tad.SucceedAsync(
            "upsample", source, "--model", _upsampler, "--seed", "3", "--steps", "2", "-n", "2", "--out", folder["out"]);
        Assert.Equal(
            ["source-upsample-3.wav", "source-upsample-4.wav"], Directory.GetFiles(folder["out"]).Select(Path.GetFileName).Order());
        var made = AudioClip.Load(Path.Combine(folder["out"], "source-upsample-3.wav"));
        Assert.Equal((44100, 2, 5513), (made.SampleRate, made.Channels, made.Length));
    }

    [Fact]
    public async Task Vocode_KeepsLengthAndChannels()
    {
        using var folder = new TemporaryFolder();
        var source = SourceIn(folder, 8000);
        await Tad.SucceedAsync("vocode", source, "--model", _vocoder, "--seed", "3", "--steps", "2", "--out", folder["out"]);
        var made = AudioClip.Load(Path.Combine(folder["out"], "source-vocode-3.wav"));
        Assert.Equal((8000, 2, 1000), (made.SampleRate, made.Channels, made.Length));
    }

    [Theory]
    [InlineData("upsampler", "upsample")]
    [InlineData("vocoder", "vocode")]
    public async Task Train_WithThePreset_MakesAModelForTheVerb(string preset, string verb)
    {
        using var folder = new TemporaryFolder();
        await Tad.SucceedAsync(
            "train", "synthetic", "--preset", preset, "--steps", "1", "--batch", "1", "--validation", "0", "--out", folder["run"]);
        await Tad.SucceedAsync(
            verb, SourceIn(folder, 11025), "--model", Path.Combine(folder["run"], "model"), "--steps", "1", "--out", folder["out"]);
        Assert.Equal(44100, AudioClip.Load(Assert.Single(Directory.GetFiles(folder["out"]))).SampleRate);
    }

    [Theory]
    [InlineData("upsample SOURCE", "Say with which model")]
    [InlineData("upsample SOURCE --model TORCH", "makes sounds from noise alone")]
    [InlineData("vocode SOURCE --model UPSAMPLER", "is for the verb \"upsample\" only")]
    [InlineData("generate --model UPSAMPLER", "is for the verb \"upsample\" only")]
    [InlineData("vary SOURCE --model UPSAMPLER", "is for the verb \"upsample\" only")]
    public async Task AModelThatDoesNotFit_IsAnErrorThatSaysWhy(string line, string why)
    {
        using var folder = new TemporaryFolder();
        var source = SourceIn(folder, 11025);
        string[] arguments = [.. line.Split(' ').Select(argument => argument switch
        {
            "SOURCE" => source,
            "TORCH" => Fixtures.Torch2,
            "UPSAMPLER" => _upsampler,
            _ => argument,
        })];
        Assert.Contains(why, await Tad.FailAsync([.. arguments, "--out", folder["out"]]), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["out"]));
    }

    private static string SourceIn(TemporaryFolder folder, int rate)
    {
        var path = folder["source.wav"];
        new AudioClip([.. Enumerable.Range(0, 2000).Select(i => 0.5f * MathF.Sin(i * 0.1f))], 2, rate).Save(path);
        return path;
    }
}
