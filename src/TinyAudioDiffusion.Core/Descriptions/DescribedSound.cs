using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion;

/// <summary>A description as a model takes it: what to ask the generator for, and what of it the model cannot do.</summary>
/// <param name="Description">The description.</param>
/// <param name="Model">The kind of drum, or the model where the description names no drum.</param>
/// <param name="Options">
/// The options: class and sliders, which the recipe will tell, beside those of the call; for a model that reads text, the whole text.
/// </param>
/// <param name="NotApplied">What the model cannot do, a clause each; empty where it can do all of it.</param>
public sealed record DescribedSound(
    DrumDescription Description, ModelChoice Model, GenerationOptions Options, IReadOnlyList<string> NotApplied)
{
    /// <summary>Fits a description to a model.</summary>
    /// <param name="description">The description.</param>
    /// <param name="info">What the model can be asked for.</param>
    /// <param name="options">The options of the call: a class or a slider that they set goes before the description's.</param>
    /// <param name="model">The model's id, for messages.</param>
    internal static DescribedSound Fit(DrumDescription description, DiffusionModelInfo info, GenerationOptions options, string model)
    {
        if (info.Text is { Embedder: not null })
        {
            ModelChoice teller = description.Drums is [var drum, ..] ? drum.Kind : options.Model!;
            return new DescribedSound(description, teller, options with { Prompt = options.Prompt ?? description.Text }, []);
        }

        var notApplied = new List<string>();
        if (options.Class is null)
            options = options with { Class = ClassOf(description, info, model, notApplied) };
        if (description.Character is { } described && info.Character is null)
        {
            var sliders = string.Join(", ", description.Sliders.Select(slider => slider.Name));
            notApplied.Add($"the model \"{model}\" has no slider for {sliders}");
        }
        else if (description.Character is { } character)
            options = options with { Character = Join(options.Character, character) };
        ModelChoice choice = description.Drums is [var first, ..] ? first.Kind : options.Model!;
        return new DescribedSound(description, choice, options, notApplied);
    }

    private static string? ClassOf(DrumDescription description, DiffusionModelInfo info, string model, List<string> notApplied)
    {
        var known = new List<(string Label, double Share)>();
        foreach (var drum in description.Drums)
        {
            var (knows, kind) = (ClassLabels.Knows(info, drum.Class), drum.Kind.Name);
            var label = knows ? drum.Class : kind;
            if (!knows && drum.Class != kind)
                notApplied.Add($"the model \"{model}\" has no class {drum.Class}, so it makes a {kind}");
            if (ClassLabels.Knows(info, label) && !known.Exists(other => other.Label == label))
                known.Add((label, drum.Share));
            else if (description.Drums.Count > 1 && !known.Exists(other => other.Label == label))
                notApplied.Add($"the model \"{model}\" has no class {label} to blend");
        }

        // A drum alone that is a kind is the kind's to choose a class for.
        return known.Count switch
        {
            0 => null,
            1 => description.Drums.Count == 1 && known[0].Label == description.Drums[0].Kind.Name ? null : known[0].Label,
            _ => string.Join('+', known.Select(part => FormattableString.Invariant($"{part.Label}:{part.Share}"))),
        };
    }

    private static CharacterSliders Join(CharacterSliders? call, CharacterSliders described) => call is null ? described : new()
    {
        Brightness = call.Brightness ?? described.Brightness,
        Decay = call.Decay ?? described.Decay,
        Pitch = call.Pitch ?? described.Pitch,
        Punch = call.Punch ?? described.Punch,
        Noisiness = call.Noisiness ?? described.Noisiness,
    };
}
