using System.Text.Json;
using TinyAudioDiffusion;
using TinyAudioDiffusion.Models.BuiltIn;
using TinyAudioDiffusion.Models.Formats;
using TinyAudioDiffusion.Models.Formats.Onnx;
using TinyAudioDiffusion.Zoo;

namespace DrumMachine;

/// <summary>
/// Writes what the page needs to make sounds without a server: the built-in networks as ONNX, and the id of a sound of each class.
/// </summary>
internal sealed class StaticPage(IModelZoo zoo, IDrumGenerator generator, ModelOpener opener, OnnxExporter exporter)
{
    // Two thirds of the network calls of the recommended steps.
    private const int Steps = 8;

    /// <summary>Writes <c>model.json</c> and an ONNX file for each model into a folder.</summary>
    /// <param name="folder">The folder; made where it is not there.</param>
    public async Task WriteAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        var (ids, idsWithSliders) = (new Dictionary<string, string>(), new Dictionary<string, string>());
        var models = new Dictionary<string, object>();
        var full = (await zoo.LoadAsync(BuiltInModels.DrumClasses)).Model.Info;
        foreach (var known in full.DrumClasses)
        {
            // An id of seed 0 for each class: with another seed it is the id of another sound, here and in the service. Sliders are for
            // the model that has them.
            var options = new GenerationOptions { Class = known.Name, Seed = 0, Steps = Steps };
            ids[known.Name] = await AddAsync(await generator.ResolveAsync(known.Kind, options));
            idsWithSliders[known.Name] = await AddAsync(await generator.ResolveAsync(BuiltInModels.DrumClasses.Id, options));
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "model.json"), JsonSerializer.Serialize(new
        {
            id = string.Join(", ", models.Keys.Select(name => name.Split('@')[0])),
            licence = BuiltInModels.DrumClasses.Licence,
            kinds = BuiltInModels.DrumClasses.Kinds.Select(kind => kind.Name),
            classes = full.DrumClasses.Select(known => new { name = known.Name, kind = known.Kind.Name }),
            sliders = CharacterSpace.ControlNames,
            sampleRate = full.SampleRate,
            channels = full.Channels,
            ids,
            idsWithSliders,
            models,
        }));

        async Task<string> AddAsync(GenerationRecipe recipe)
        {
            var name = recipe.Revision is { } revision ? $"{recipe.Model}@{revision}" : recipe.Model;
            if (!models.ContainsKey(name))
                models.Add(name, await WriteAsync(folder, zoo.CardFor(recipe.Model)));
            return SoundId.Format(recipe);
        }
    }

    private async Task<object> WriteAsync(string folder, ModelCard card)
    {
        var info = (await zoo.LoadAsync(card)).Model.Info;
        var file = $"{card.Id}.onnx";
        using (var opened = await opener.OpenAsync(card.Location, card.Load))
            exporter.Export(opened, Path.Combine(folder, file));
        return new
        {
            file,
            labels = info.Classes,
            length = info.NativeLength,
            noiseLevels = info.Student?.NoiseLevels,
            characters = info.Character?.Priors.Select(
                prior => prior is null ? null : new { mean = prior.Mean, factor = prior.Factor, quantiles = prior.Quantiles }),
        };
    }
}
