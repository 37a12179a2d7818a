namespace TinyAudioDiffusion.Cli.Tests.Verbs;

/// <summary>Autoencoders and autoregressive models on the command line, from their training to a sound.</summary>
public sealed class FamilyCommandTests
{
    private static readonly string _autoregressive = Fixtures.PathOf("fixtures/models/autoregressive");

    [Fact]
    public async Task Morph_WithoutAModel_GoesBetweenNoises_AndSaysSo()
    {
        using var folder = new TemporaryFolder();
        var (from, to) = (SourceIn(folder, "low.wav", 0.02f), SourceIn(folder, "high.wav", 0.2f));
        var run = await Tad.SucceedAsync(
            "morph", from, to, "-n", "3", "--seed", "3", "--steps", "2", "--length", "1024", "--out", folder["out"]);
        Assert.Equal(
            ["low-high-morph-3-1.wav", "low-high-morph-3-2.wav", "low-high-morph-3-3.wav"],
            Directory.GetFiles(folder["out"]).Select(Path.GetFileName).Order());
        Assert.Contains("is no autoencoder: the morph goes between the noises", run.Error, StringComparison.Ordinal);
        var made = AudioClip.Load(Path.Combine(folder["out"], "low-high-morph-3-2.wav"));
        Assert.Equal((44100, 1024), (made.SampleRate, made.Length));
        Assert.Equal("drums", GenerationRecipe.FromFile(Path.Combine(folder["out"], "low-high-morph-3-2.wav")).Model);
    }

    [Fact]
    public async Task Train_AnAutoencoder_AndMorphInItsLatent()
    {
        using var folder = new TemporaryFolder();
        var model = await TrainAsync(folder, "autoencoder");
        var (from, to) = (SourceIn(folder, "low.wav", 0.02f), SourceIn(folder, "high.wav", 0.2f));
        var run = await Tad.SucceedAsync(
            "morph", from, to, "--model", model, "-n", "2", "--seed", "3", "--steps", "1", "--out", folder["out"]);
        Assert.DoesNotContain("no autoencoder", run.Error, StringComparison.Ordinal);
        var files = Directory.GetFiles(folder["out"]).Order().ToList();
        Assert.Equal(2, files.Count);
        var recipe = GenerationRecipe.FromFile(files[1]);
        Assert.Equal(("morph", 1.0), (recipe.Edit!.Verb, recipe.Edit.Amount));
        await Tad.SucceedAsync(
            "generate", "--recipe", files[1], "--source", from, "--source", to, "--model", model, "--out", folder["again"]);
        var again = Assert.Single(Directory.GetFiles(folder["again"]));
        Assert.Equal(AudioClip.Load(files[1]).Samples.ToArray(), AudioClip.Load(again).Samples.ToArray());
    }

    [Fact]
    public async Task EncodeAndDecode_GoThroughFiles()
    {
        using var folder = new TemporaryFolder();
        var model = await TrainAsync(folder, "autoencoder");
        var (from, to) = (SourceIn(folder, "low.wav", 0.02f), SourceIn(folder, "high.wav", 0.2f));
        var (low, high) = (Path.Combine(folder["latents"], "low.safetensors"), Path.Combine(folder["latents"], "high.safetensors"));
        var run = await Tad.SucceedAsync("encode", from, to, "--model", model, "--out", folder["latents"]);
        Assert.Contains($"{low}  8 x 128 numbers for 16384 samples", run.Output, StringComparison.Ordinal);
        Assert.NotEqual(File.ReadAllBytes(low), File.ReadAllBytes(high));

        await Tad.SucceedAsync("decode", low, "--model", model, "--seed", "3", "--steps", "1", "--out", folder["out"]);
        await Tad.SucceedAsync(
            "decode", low, "--towards", high, "--amount", "0", "--model", model, "--seed", "3", "--steps", "1", "--out", folder["near"]);
        var (made, near) = (Path.Combine(folder["out"], "low-decode-3.wav"), Path.Combine(folder["near"], "low-decode-3.wav"));
        Assert.Equal(16384, AudioClip.Load(made).Length);
        Assert.Equal(AudioClip.Load(made).Samples.ToArray(), AudioClip.Load(near).Samples.ToArray());

        var refused = await Tad.RunAsync("decode", low, "--model", model, "--amount", "0.5");
        Assert.Contains("--towards", refused.Error, StringComparison.Ordinal);
        File.WriteAllBytes(high, File.ReadAllBytes(low)[..40]);
        refused = await Tad.RunAsync("decode", high, "--model", model);
        Assert.Contains("high.safetensors", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Encode_RefusesSoundsThatWouldShareAFile()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["more"]);
        var (one, other) = (SourceIn(folder, "low.wav", 0.02f), SourceIn(folder, Path.Combine("more", "low.wav"), 0.2f));
        var run = await Tad.RunAsync("encode", one, other, "--model", "drums", "--out", folder["latents"]);
        Assert.Contains("would all become low.safetensors", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["latents"]));
    }

    [Fact]
    public async Task Train_AModelThatReadsText_AndTellIt()
    {
        using var folder = new TemporaryFolder();
        var model = folder["run"];
        await Tad.SucceedAsync(
            "train", "synthetic:kick", "--preset", "text", "--captions", "described", "--steps", "1", "--batch", "1", "--out", model);
        var (dark, bright) = (await ToldAsync("dark kick"), await ToldAsync("bright kick"));
        Assert.NotEqual(dark, bright);

        var unread = await Tad.RunAsync("train", "synthetic:kick", "--captions", "described", "--steps", "1", "--out", folder["other"]);
        Assert.Contains("--captions is for a model that reads text", unread.Error, StringComparison.Ordinal);

        async Task<float[]> ToldAsync(string prompt)
        {
            var run = await Tad.SucceedAsync(
                "generate", prompt, "--model", Path.Combine(model, "model"), "--seed", "3", "--steps", "1", "--out", folder[prompt]);
            Assert.Contains($"is told \"{prompt}\"", run.Error, StringComparison.Ordinal);
            return AudioClip.Load(Assert.Single(Directory.GetFiles(folder[prompt], "*.wav"))).Samples.ToArray();
        }
    }

    [Fact]
    public async Task Train_AnAutoregressiveModel_AndMakeALongSound()
    {
        using var folder = new TemporaryFolder();
        var model = await TrainAsync(folder, "autoregressive");
        await Tad.SucceedAsync(
            "generate", "--model", model, "--seed", "3", "--steps", "1", "--length", "20000", "--out", folder["out"]);
        Assert.Equal(20000, AudioClip.Load(Assert.Single(Directory.GetFiles(folder["out"]))).Length);
    }

    [Fact]
    public async Task ExtendAndLoop_OfTheReferencesModel_GoBeyondItsLength()
    {
        using var folder = new TemporaryFolder();
        var source = SourceIn(folder, "tone.wav", 0.1f);
        await Tad.SucceedAsync(
            "extend", source, "--model", _autoregressive, "--seed", "3", "--steps", "8", "--length", "1200", "--out", folder["out"]);
        var longer = AudioClip.Load(Path.Combine(folder["out"], "tone-extend-3.wav"));
        Assert.Equal(1200, longer.Length);
        await Tad.SucceedAsync(
            "loop", "--model", _autoregressive, "--seed", "3", "--steps", "8", "--length", "300", "--out", folder["loops"]);
        Assert.Equal(300, AudioClip.Load(Assert.Single(Directory.GetFiles(folder["loops"]))).Length);
    }

    [Theory]
    [InlineData("morph SOURCE", "Required argument missing")]
    [InlineData("morph SOURCE SOURCE -n 1", "2 to")]
    [InlineData("morph SOURCE SOURCE --model UPSAMPLER", "is for the verb \"upsample\" only")]
    [InlineData("morph SOURCE NOWHERE", "nowhere.wav")]
    [InlineData("morph SOURCE SOURCE --sampler heun", "\"ddim\" only")]
    public async Task AMorphThatCannotBe_IsAnErrorThatSaysWhy(string line, string why)
    {
        using var folder = new TemporaryFolder();
        var source = SourceIn(folder, "tone.wav", 0.1f);
        string[] arguments = [.. line.Split(' ').Select(argument => argument switch
        {
            "SOURCE" => source,
            "NOWHERE" => folder["nowhere.wav"],
            "UPSAMPLER" => Fixtures.PathOf("fixtures/models/upsampler"),
            _ => argument,
        })];
        Assert.Contains(why, await Tad.FailAsync([.. arguments, "--out", folder["out"]]), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["out"]));
    }

    private static async Task<string> TrainAsync(TemporaryFolder folder, string preset)
    {
        await Tad.SucceedAsync(
            "train", "synthetic", "--preset", preset, "--steps", "1", "--batch", "1", "--validation", "0", "--out", folder["run"]);
        return Path.Combine(folder["run"], "model");
    }

    private static string SourceIn(TemporaryFolder folder, string name, float frequency)
    {
        var path = folder[name];
        new AudioClip([.. Enumerable.Range(0, 2000).Select(i => 0.5f * MathF.Sin(i * frequency))], 2, 44100).Save(path);
        return path;
    }
}
