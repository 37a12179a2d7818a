using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Models.Formats.Folder;
using TinyAudioDiffusion.Models.Formats.Safetensors;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Transforms;

namespace TinyAudioDiffusion.Cli.Tests.Generate;

/// <summary>Descriptions in place of a kind, on the built-in model and on one without classes.</summary>
public sealed class DescriptionTests
{
    [Fact]
    public async Task ADescription_IsMade_AndTold()
    {
        using var folder = new TemporaryFolder();

        var run = await Tad.SucceedAsync(
            "generate", "dark short wobbly 808 kick", "--seed", "3", "--steps", "1", "--length", "512", "--out", folder.Path);

        Assert.Equal(
            [
                "Understood: kick; brightness 0.2 (dark), decay 0.2 (short), pitch 0.2 (808), noisiness 0.2 (808).",
                "Not understood: wobbly.",
            ],
            run.Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)[..2]);
        Assert.DoesNotContain("Left out", run.Error, StringComparison.Ordinal);
        Assert.Contains("kick-3.wav", run.Output, StringComparison.Ordinal);
        var recipe = GenerationRecipe.FromFile(folder["kick-3.wav"]);
        Assert.Equal(("drum-classes", "kick", 0.2), (recipe.Model, recipe.Class, recipe.Character!.Brightness));
    }

    [Theory]
    [InlineData("snare", "snare-3.wav", "drums", "snare", false)]
    [InlineData("clap", "clap-3.wav", "drum-classes", "clap", false)]
    [InlineData("open-hat", "open-hat-3.wav", "drum-classes", "open-hat", false)]
    [InlineData("percussion --class cowbell", "percussion-3.wav", "drum-classes", "cowbell", false)]
    [InlineData("snare --brightness 0.8", "snare-3.wav", "drum-classes", "snare", true)]
    [InlineData("kick --class kick+tom", "kick-3.wav", "drum-classes", "kick:1+tom:1", true)]
    public async Task TheBuiltInModelThatCan_MakesASound_AndIsNamedWhereAnotherIsUsual(
        string asked, string file, string model, string @class, bool told)
    {
        using var folder = new TemporaryFolder();
        var run = await Tad.SucceedAsync(
            ["generate", .. asked.Split(' '), "--seed", "3", "--steps", "1", "--length", "512", "--out", folder.Path]);
        var recipe = GenerationRecipe.FromFile(folder[file]);
        Assert.Equal((model, @class), (recipe.Model, recipe.Class));
        Assert.Equal(told, run.Error.Contains("Made by the model \"drum-classes\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task OneWordOfTheVocabulary_IsADescription()
    {
        using var folder = new TemporaryFolder();
        var run = await Tad.SucceedAsync("generate", "bd", "--seed", "3", "--steps", "1", "--length", "512", "--out", folder.Path);
        Assert.Equal("Understood: kick.", run.Error.Trim());
        await Tad.SucceedAsync("generate", "kick", "--seed", "3", "--steps", "1", "--length", "512", "--out", folder["plain"]);
        Assert.Equal(File.ReadAllBytes(folder["plain/kick-3.wav"]), File.ReadAllBytes(folder["kick-3.wav"]));
    }

    [Fact]
    public async Task AModelOfAnyKind_TakesADescriptionWithoutADrum_AndSaysWhatItCannot()
    {
        using var folder = new TemporaryFolder();
        var run = await Tad.SucceedAsync(
            "generate", "very bright", "--model", Fixtures.TinyNoise, "--seed", "3", "--steps", "1", "--out", folder.Path);
        Assert.Contains("Understood: brightness 0.9 (very bright).", run.Error, StringComparison.Ordinal);
        Assert.Contains("Left out: the model", run.Error, StringComparison.Ordinal);
        Assert.Contains("has no slider for brightness.", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("tiny-noise-3.wav", Assert.Single(folder.Files), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AModelThatReadsText_IsToldAllOfIt()
    {
        using var folder = new TemporaryFolder();
        var model = Save(folder["words"]);
        var run = await Tad.SucceedAsync("generate", "wobbly thing", "--model", model, "--seed", "3", "--steps", "1", "--out", folder["a"]);
        Assert.Equal("The model reads text, and is told \"wobbly thing\".", run.Error.Trim());
        Assert.Equal("wobbly thing", GenerationRecipe.FromFile(folder["a/words-3.wav"]).Prompt);
        await Tad.SucceedAsync("generate", "--recipe", folder["a/words-3.wav"], "--model", model, "--out", folder["b"]);
        Assert.Equal(File.ReadAllBytes(folder["a/words-3.wav"]), File.ReadAllBytes(folder["b/words-3.wav"]));
        var failed = await Tad.RunAsync(
            "generate", "wobbly thing", "--model", Save(folder["t5"], "t5"), "--text-encoder", "nowhere", "--out", folder["c"]);
        Assert.Equal(ExitCodes.Failure, failed.ExitCode);
        Assert.Contains("There is no model \"nowhere\"", failed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ANamedModelThatReadsNoText_MustUnderstandSomething()
    {
        var sentence = await Tad.FailAsync("generate", "wobbly thing", "--model", Fixtures.TinyNoise);
        Assert.Contains("Nothing in \"wobbly thing\" was understood", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("error: Nothing in \"wobbly thing\" was understood", "wobbly thing")]
    [InlineData("error: \"very dark\" names no drum: add one, as \"very dark kick\", or --model.", "very dark")]
    [InlineData("error: \"dark\" names no drum", "dark")]
    [InlineData("error: A description is for new sounds", "dark kick", "--recipe", "tad1:drums?seed=1")]
    public async Task WhatCannotBeMade_IsSaid(string expected, params string[] arguments)
    {
        var run = await Tad.RunAsync(["generate", .. arguments]);
        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.StartsWith(expected, run.Error, StringComparison.Ordinal);
    }

    private static string Save(string path, string embedder = "words")
    {
        var description = PublishedConfiguration.Model with
        {
            Network = PublishedConfiguration.Network with
            {
                Channels = [32, 64],
                Factors = [1, 2],
                Items = [1, 1],
                Attentions = [0, 0],
                CrossAttentions = [0, 1],
                EmbeddingFeatures = 8,
                EmbeddingMaxLength = 4,
                UseNullEmbedding = true,
                ModulationFeatures = 64,
            },
            Audio = new AudioShape(44100, 2, 64),
            TextEmbedder = embedder,
        };
        using var weights = SeededInitialization.Of(
            description, new Registry<ITransformFactory>("transform", [new RawTransform()]), seed: 7);
        var writer = new SafetensorsWriter();
        writer.AddAll(weights);
        ModelFolder.Save(path, description, writer);
        return path;
    }
}
