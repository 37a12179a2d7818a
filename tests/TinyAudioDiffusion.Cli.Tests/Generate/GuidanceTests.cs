using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Models.Formats.Folder;
using TinyAudioDiffusion.Models.Formats.Safetensors;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Tests.Generate;

/// <summary>Guidance from the command line, on a small model with classes and seeded weights.</summary>
public sealed class GuidanceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Guidance_LeadsToAClass_AndAwayFromAnother()
    {
        var model = Save(recipe: null);
        var kick = await MakeAsync("kick", model);
        var snare = await MakeAsync("snare", model);
        var none = await MakeAsync("kick", model, "--guidance", "1");
        var guided = await MakeAsync("kick", model, "--guidance", "3");
        var away = await MakeAsync("kick", model, "--guidance", "3", "--negative", "snare");

        Assert.NotEqual(kick.Samples.ToArray(), snare.Samples.ToArray());
        Assert.Equal(kick.Samples.ToArray(), none.Samples.ToArray());
        Assert.Equal(("kick", 3.0, null), (guided.Recipe!.Class, guided.Recipe!.Guidance!.Value, guided.Recipe!.NegativeClass));
        Assert.Equal("snare", away.Recipe!.NegativeClass);

        // One step: x = -velocity, so the guided sound lies on the line from the negative one through the wanted one.
        for (var i = 0; i < kick.Length; i++)
            Assert.Equal(snare.Channel(0)[i] + (3 * (kick.Channel(0)[i] - snare.Channel(0)[i])), away.Channel(0)[i], 1e-4f);
        Assert.NotEqual(guided.Samples.ToArray(), away.Samples.ToArray());
    }

    [Fact]
    public async Task ModelsRecipe_GuidesAndFinishes()
    {
        var model = Save(new SamplingSettings("ddim", "linear", 1, FinishingOptions.Ready) { Guidance = 3 });
        var plain = Save(recipe: null);

        var recommended = await MakeAsync("kick", model);

        Assert.Equal((3.0, FinishingOptions.Ready), (recommended.Recipe!.Guidance!.Value, recommended.Recipe!.Finishing));
        var raw = await MakeAsync("kick", model, "--finish", "false");
        Assert.Equal((await MakeAsync("kick", plain, "--guidance", "3")).Samples.ToArray(), raw.Samples.ToArray());
        var byHand = await MakeAsync("kick", plain, "--guidance", "3", "--finish");
        Assert.Equal(byHand.Samples.ToArray(), recommended.Samples.ToArray());
    }

    [Theory]
    [InlineData("--guidance 101", "from 0 to 100")]
    [InlineData("--guidance 2 --guidance-interval 0.9-0.2", "the lower one first")]
    [InlineData("--guidance 2 --guidance-interval 0.2-1.5", "from 0 to 1")]
    [InlineData("--guidance 2 --negative cowbell", "known are kick, snare")]
    [InlineData("--negative snare", "needs a guidance scale")]
    [InlineData("--class cowbell", "known are kick, snare")]
    public async Task BadGuidance_IsSaid(string line, string expected)
    {
        var run = await Tad.RunAsync(["generate", "kick", "--model", Save(recipe: null), .. line.Split(' '), "--out", _folder["out"]]);

        Assert.NotEqual(ExitCodes.Success, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["out"]));
    }

    private async Task<AudioClip> MakeAsync(string kind, string model, params string[] arguments)
    {
        var folder = _folder[Guid.NewGuid().ToString("N")];
        string[] how = arguments is []
            && model.EndsWith("recommends", StringComparison.Ordinal) ? [] : ["--steps", "1", "--sampler", "ddim"];
        await Tad.SucceedAsync(
            ["generate", kind, "--model", model, "--seed", "5", "--depth", "float", .. how, "--out", folder, .. arguments]);
        var file = Assert.Single(Directory.GetFiles(folder));
        var clip = AudioClip.Load(file);
        return new AudioClip(clip.Samples.Span, clip.Channels, clip.SampleRate)
        {
            Provenance = new GenerationProvenance(GenerationRecipe.FromFile(file)),
        };
    }

    private string Save(SamplingSettings? recipe)
    {
        var description = PublishedConfiguration.Model with
        {
            Network = PublishedConfiguration.Network with
            {
                Channels = [32, 64],
                Factors = [1, 2],
                Items = [1, 1],
                Attentions = [0, 1],
                ModulationFeatures = 64
            },
            Audio = new AudioShape(44100, 2, 64),
            ClassLabels = ["kick", "snare"],
            Settings = recipe,
        };
        var path = _folder[recipe is null ? "plain" : "recommends"];
        if (Directory.Exists(path))
            return path;
        using var weights = SeededInitialization.Of(
            description, new Registry<ITransformFactory>("transform", [new RawTransform()]), seed: 7);
        var writer = new SafetensorsWriter();
        foreach (var entry in weights.Entries)
            writer.Add(entry.Name, entry.Shape, weights.ReadSingles(entry.Name));
        ModelFolder.Save(path, description, writer);
        return path;
    }
}
