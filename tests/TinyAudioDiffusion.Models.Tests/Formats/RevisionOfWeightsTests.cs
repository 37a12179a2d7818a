using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Models.Formats.Folder;
using TinyAudioDiffusion.Models.Formats.Safetensors;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Models.UNet;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Tests.Formats;

/// <summary>A model on disk has no version but its weights.</summary>
public sealed class RevisionOfWeightsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tad-revisions-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task TheSameWeights_HaveOneRevision_InEveryFolder()
    {
        using var services = Services();
        var zoo = services.GetRequiredService<IModelZoo>();

        var (first, same, other) = (await RevisionAsync(zoo, "a/kick", 1), await RevisionAsync(zoo, "b/snare", 1), await RevisionAsync(
            zoo, "c/kick", 2));

        Assert.Matches("^[0-9a-f]{12}$", first);
        Assert.Equal(first, same);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public async Task Recipe_FindsItsModel_AmongTwoOfOneName()
    {
        var (first, second) = (Save("a/kick", 1), Save("b/kick", 2));
        GenerationRecipe recipe;
        using (var alone = Services(builder => builder.AddModel(DrumKind.Kick, second)))
            recipe = (await alone.GetRequiredService<IDrumGenerator>().GenerateAsync(DrumKind.Kick, new() { Seed = 1, Steps = 1 })).Recipe!;
        using var both = Services(builder => builder.AddModel(DrumKind.Kick, first).AddModel(DrumKind.Kick, second));
        using var wrong = Services(builder => builder.AddModel(DrumKind.Kick, first));

        var again = await both.GetRequiredService<IDrumGenerator>().GenerateAsync(recipe.Model, recipe.ToOptions());
        var id = await both.GetRequiredService<IDrumStudio>().RemakeAsync(SoundId.Parse(SoundId.Format(recipe)));
        var refusal = await Assert.ThrowsAsync<ModelNotFoundException>(
            () => wrong.GetRequiredService<IDrumStudio>().RemakeAsync(recipe));

        Assert.Equal("kick", recipe.Model);
        Assert.Equal(recipe, again.Recipe);
        Assert.Equal(recipe, id.Recipe);
        Assert.Contains($"with revision {recipe.Revision}", refusal.Message, StringComparison.Ordinal);
        var older = await wrong.GetRequiredService<IDrumStudio>().RemakeAsync(recipe with { Revision = null });
        Assert.Equal(recipe.Model, older.Recipe!.Model);
    }

    private static ServiceProvider Services(Action<TinyAudioDiffusionBuilder>? configure = null)
    {
        var services = new ServiceCollection();
        var builder = services.AddTinyAudioDiffusionCore().AddNetworkModels();
        configure?.Invoke(builder);
        return services.BuildServiceProvider();
    }

    private async Task<string?> RevisionAsync(IModelZoo zoo, string name, ulong seed)
        => (await zoo.LoadAsync(zoo.CardFor(Save(name, seed)), null, TestContext.Current.CancellationToken)).Revision;

    private string Save(string name, ulong seed)
    {
        var description = new ModelDescription
        {
            Network = new UNetConfiguration
            {
                InChannels = 1,
                Channels = [4],
                Factors = [1],
                Items = [1],
                Attentions = [0],
                ResnetGroups = 1,
                ModulationFeatures = 4,
            },
            Audio = new AudioShape(8000, 1, 32),
        };
        var folder = Path.Combine(_folder, name);
        using var weights = SeededInitialization.Of(description, new Registry<ITransformFactory>("transform", [new RawTransform()]), seed);
        var writer = new SafetensorsWriter();
        writer.AddAll(weights);
        ModelFolder.Save(folder, description, writer);
        return folder;
    }
}
