using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Models.Formats.Folder;
using TinyAudioDiffusion.Models.Formats.Safetensors;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Tests.Networks;
using TinyAudioDiffusion.Models.Text;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Tests.Text;

/// <summary>Networks with cross-attention as models that are told text: goldens, both loaders, generation and guidance.</summary>
public sealed class TextConditionTests(NetworkFixture fixture) : IClassFixture<NetworkFixture>, IDisposable
{
    private const string Network = "unet/cross-attention-cfg";
    private readonly string _folder = Directory.CreateTempSubdirectory("text").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Velocity_GuidedAwayFromNoText_MatchesTheReference(bool isCheckpoint)
    {
        using var opened = isCheckpoint ? Open.Lightning(Fixtures.Folder("checkpoint-text")) : Open.Reference(Fixtures.Folder(Network));
        using var model = fixture.Loader.Load(opened, "golden", TestContext.Current.CancellationToken).Model;
        using var io = SafetensorsFile.Open(Fixtures.File($"{Network}/io.safetensors"));
        using var guided = new GuidedModel(model, 3, GuidanceInterval.All, negativeClass: -1);
        var (x, velocity) = (io.ReadSingles("in/x"), new float[io.ReadSingles("in/x").Length]);
        guided.PredictVelocity(
            new VelocityRequest
            {
                Noisy = x,
                NoiseLevels = io.ReadSingles("in/time"),
                Samples = 64,
                Texts = io.ReadSingles("in/embedding"),
            },
            velocity);
        Closeness.AssertClose(io.ReadSingles("out/v"), velocity);
        Assert.Equal((6, 12, true), (model.Info.Text!.Tokens, model.Info.Text.Features, model.Info.Text.HasNone));
        Assert.Equal(isCheckpoint ? "t5" : null, opened.Description.TextEmbedder);
    }

    [Fact]
    public void Items_WithAndWithoutText_AreThoseOfCallsAlone()
    {
        using var opened = Open.Reference(Fixtures.Folder(Network));
        using var model = fixture.Loader.Load(opened, "golden", TestContext.Current.CancellationToken).Model;
        using var io = SafetensorsFile.Open(Fixtures.File($"{Network}/io.safetensors"));
        var (x, texts) = (io.ReadSingles("in/x"), io.ReadSingles("in/embedding"));
        texts.AsSpan(0, 72).Fill(float.NaN);
        var both = Predict(x, [0.5f, 0.7f], texts);
        Assert.Equal(both[..128], Predict(x[..128], [0.5f], []));
        Assert.Equal(both[128..], Predict(x[128..], [0.7f], texts[72..]));

        float[] Predict(float[] noisy, float[] levels, float[] text)
        {
            var velocity = new float[noisy.Length];
            model.PredictVelocity(new VelocityRequest { Noisy = noisy, NoiseLevels = levels, Samples = 64, Texts = text }, velocity);
            return velocity;
        }
    }

    [Theory]
    [InlineData(71)]
    [InlineData(7 * 12)]
    public void ATextThatDoesNotFit_IsRefused(int values)
    {
        using var opened = Open.Reference(Fixtures.Folder(Network));
        using var model = fixture.Loader.Load(opened, "golden", TestContext.Current.CancellationToken).Model;
        Assert.Throws<ArgumentException>(() => model.PredictVelocity(
            new VelocityRequest { Noisy = new float[128], NoiseLevels = [0.5f], Samples = 64, Texts = new float[values] }, new float[128]));
    }

    [Fact]
    public async Task AModelFolder_IsToldWords_AndTheRecipeMakesTheSoundAgain()
    {
        await using var services = Services();
        var generator = services.GetRequiredService<IDrumGenerator>();
        var (path, cancellation) = (Save("words"), TestContext.Current.CancellationToken);
        var options = new GenerationOptions { Prompt = "dark short kick", Seed = 5, Steps = 2, Sampler = "ddim", Schedule = "linear" };
        var told = await generator.GenerateAsync(path, options, cancellationToken: cancellation);
        var other = await generator.GenerateAsync(path, options with { Prompt = "bright snare" }, cancellationToken: cancellation);
        var nothing = await generator.GenerateAsync(path, options with { Prompt = null }, cancellationToken: cancellation);
        var guided = await generator.GenerateAsync(path, options with { Guidance = 3 }, cancellationToken: cancellation);
        var kind = await generator.GenerateAsync(
            DrumKind.Kick, options with { Model = path, Prompt = null }, cancellationToken: cancellation);
        Assert.Equal(5, new[] { told, other, nothing, guided, kind }.Select(clip => clip.Samples.Span[7]).Distinct().Count());
        Assert.Equal(("dark short kick", null, "kick"), (told.Recipe!.Prompt, nothing.Recipe!.Prompt, kind.Recipe!.Prompt));

        var id = SoundId.Format(guided.Recipe!);
        Assert.Equal(guided.Recipe, SoundId.Parse(id));
        var again = await generator.GenerateAsync(
            path, SoundId.Parse(id).ToOptions() with { Model = path }, cancellationToken: cancellation);
        Assert.Equal(guided.Samples.ToArray(), again.Samples.ToArray());

        var described = await services.GetRequiredService<DrumDescriber>().GenerateAsync(
            "dark short kick", options with { Prompt = null, Model = path }, cancellationToken: cancellation);
        Assert.Equal(told.Samples.ToArray(), described.Samples.ToArray());
    }

    [Fact]
    public async Task AModelThatIsToldByT5_FindsItInAFolder()
    {
        await using var services = Services(builder => builder.AddT5TextEmbedder(Fixtures.PathOf("t5/relu")));
        var (path, cancellation) = (Save("t5", features: 16), TestContext.Current.CancellationToken);
        var clip = await services.GetRequiredService<IDrumGenerator>().GenerateAsync(
            path, new() { Prompt = "dark kick", Guidance = 2, Seed = 1, Steps = 1 }, cancellationToken: cancellation);
        Assert.Equal("dark kick", clip.Recipe!.Prompt);
    }

    [Theory]
    [InlineData("t5", "kick", null, "nothing that is registered embeds text")]
    [InlineData("words", null, 2.0, "without a prompt")]
    public async Task WhatCannotBeTold_IsSaid(string embedder, string? prompt, double? guidance, string expected)
    {
        await using var services = Services();
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => services.GetRequiredService<IDrumGenerator>().GenerateAsync(
            Save(embedder), new() { Prompt = prompt, Guidance = guidance, Steps = 1 },
            cancellationToken: TestContext.Current.CancellationToken));
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AModelThatReadsNoText_RefusesAPrompt()
    {
        await using var services = Services();
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => services.GetRequiredService<IDrumGenerator>().GenerateAsync(
            DrumKind.Kick, new() { Prompt = "kick" }, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Contains("reads no text", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Description_KeepsTheEmbedder_AndRefusesOneThatNothingReads()
    {
        using var opened = Open.Folder(new ModelFiles(_folder, [.. Directory.GetFiles(Save("words")).Select(ModelFile.OnDisk)]));
        Assert.Equal("words", opened.Description.TextEmbedder);
        using var stream = new MemoryStream();
        ModelDescriptionFile.Write(stream, PublishedConfiguration.Model with { TextEmbedder = "words" });
        var exception = Assert.Throws<ModelFormatException>(
            () => ModelDescriptionFile.Read(new ModelFile("model.json", "model.json", () => new MemoryStream(stream.ToArray()))));
        Assert.Contains("crossAttentions", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_AreTheSameNumbersAnywhere()
    {
        var embedder = new WordsTextEmbedder();
        var kick = embedder.Embed("kick", 3, 8, TestContext.Current.CancellationToken);
        var darkKick = embedder.Embed("Dark, KICK!", 3, 8, TestContext.Current.CancellationToken);
        Assert.Equal(kick[..8], darkKick[8..16]);
        Assert.All(darkKick[16..], value => Assert.Equal(0, value));
        Assert.NotEqual(kick[..8], darkKick[..8]);
        Assert.Equal(kick[..8], embedder.Embed("kick and much more", 1, 8, TestContext.Current.CancellationToken));
    }

    private static ServiceProvider Services(Action<TinyAudioDiffusionBuilder>? more = null)
    {
        var builder = new ServiceCollection().AddTinyAudioDiffusionCore().AddNetworkModels();
        more?.Invoke(builder);
        return builder.Services.BuildServiceProvider();
    }

    private string Save(string embedder, int features = 12)
    {
        using var golden = Open.Reference(Fixtures.Folder(Network));
        var description = golden.Description with
        {
            Network = golden.Description.Network with { EmbeddingFeatures = features },
            Audio = golden.Description.Audio with { Length = 64 },
            TextEmbedder = embedder,
        };
        using var weights = SeededInitialization.Of(description, NetworkFixture.Transforms, seed: 3);
        var writer = new SafetensorsWriter();
        writer.AddAll(weights);
        var path = Path.Combine(_folder, embedder);
        ModelFolder.Save(path, description, writer);
        return path;
    }
}
