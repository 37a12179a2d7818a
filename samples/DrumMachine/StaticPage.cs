using System.Text.Json;
using TinyAudioDiffusion;
using TinyAudioDiffusion.Models.Formats;
using TinyAudioDiffusion.Models.Formats.Onnx;
using TinyAudioDiffusion.Zoo;

namespace DrumMachine;

/// <summary>
/// Writes what the page needs to make sounds without a server: the network as ONNX, and the id of a sound of each class.
/// </summary>
internal sealed class StaticPage(IModelZoo zoo, IDrumGenerator generator, ModelOpener opener, OnnxExporter exporter)
{
    // Two thirds of the network calls of the recommended steps.
    private const int Steps = 8;

    /// <summary>Writes <c>model.onnx</c> and <c>model.json</c> into a folder.</summary>
    /// <param name="folder">The folder; made where it is not there.</param>
    /// <param name="model">The model: one with classes.</param>
    public async Task WriteAsync(string folder, string model)
    {
        var card = zoo.CardFor(model);
        var info = (await zoo.LoadAsync(card)).Model.Info;
        if (info.Classes.Count == 0)
            throw new ArgumentException($"The page takes a model with classes; \"{model}\" is none.", nameof(model));

        Directory.CreateDirectory(folder);
        using (var opened = await opener.OpenAsync(card.Location, card.Load))
            exporter.Export(opened, Path.Combine(folder, "model.onnx"));

        // An id of seed 0 for each class: with another seed it is the id of another sound, here and in the service.
        var ids = new Dictionary<string, string>();
        foreach (var name in info.Classes)
        {
            var steps = info.Student is null ? Steps : (int?)null;
            ids[name] = SoundId.Format(await generator.ResolveAsync(model, new() { Class = name, Seed = 0, Steps = steps }));
        }

        var kinds = info.DrumClasses.Count > 0
            ? info.DrumClasses.Select(known => new { name = known.Name, kind = known.Kind.Name })
            : info.Classes.Select(name => new { name, kind = name });
        await File.WriteAllTextAsync(Path.Combine(folder, "model.json"), JsonSerializer.Serialize(new
        {
            id = card.PublicId,
            licence = card.Licence,
            kinds = card.Kinds.Select(kind => kind.Name),
            classes = kinds,
            labels = info.Classes,
            sliders = info.Character is null ? [] : CharacterSpace.ControlNames,
            characters = info.Character?.Priors.Select(
                prior => prior is null ? null : new { mean = prior.Mean, factor = prior.Factor, quantiles = prior.Quantiles }),
            sampleRate = info.SampleRate,
            channels = info.Channels,
            noiseLevels = info.Student?.NoiseLevels,
            ids,
        }));
    }
}
