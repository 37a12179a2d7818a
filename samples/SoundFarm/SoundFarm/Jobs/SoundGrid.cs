using System.Runtime.CompilerServices;
using TinyAudioDiffusion;

namespace SoundFarm.Jobs;

/// <summary>
/// Many sounds in a few lines: every kind with every seed, every guidance scale and every value of every slider. What is left out is up to
/// the model that is registered for the kind; a manifest names no model, because a file decides nothing of what is opened.
/// </summary>
public sealed record SoundGrid
{
    /// <summary>Gets the kinds of drums.</summary>
    public required IReadOnlyList<DrumKind> Kinds { get; init; }

    /// <summary>Gets the first seed.</summary>
    public ulong FirstSeed { get; init; }

    /// <summary>Gets the number of seeds, at least 1.</summary>
    public int Seeds { get; init; } = 1;

    /// <summary>Gets the class, where the model knows several classes of a kind; null to draw one from the seed.</summary>
    public string? Class { get; init; }

    /// <summary>Gets the number of steps.</summary>
    public int? Steps { get; init; }

    /// <summary>Gets the name of the sampler.</summary>
    public string? Sampler { get; init; }

    /// <summary>Gets the name of the schedule.</summary>
    public string? Schedule { get; init; }

    /// <summary>Gets the length in samples of each channel.</summary>
    public int? Length { get; init; }

    /// <summary>Gets the guidance scales.</summary>
    public IReadOnlyList<double> Guidance { get; init; } = [];

    /// <summary>Gets the values of each slider, by its name: brightness, decay, pitch, punch, noisiness.</summary>
    public IReadOnlyDictionary<string, double[]> Sliders { get; init; } = new Dictionary<string, double[]>();

    /// <summary>Gets the number of sounds.</summary>
    public long Count => Sliders.Values.Aggregate(
        (long)Kinds.Count * Seeds * Math.Max(1, Guidance.Count), (count, values) => count * values.Length);

    /// <summary>Resolves the ids of all sounds. All kinds of a seed stand together, so that kits are complete early.</summary>
    /// <param name="generator">Knows the models.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The ids.</returns>
    public async IAsyncEnumerable<string> IdsAsync(
        IDrumGenerator generator, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var i = 0; i < Seeds; i++)
        {
            foreach (var options in Variants(OptionsOf(unchecked(FirstSeed + (ulong)i))))
            {
                foreach (var kind in Kinds)
                    yield return SoundId.Format(await generator.ResolveAsync(kind, options, cancellationToken));
            }
        }
    }

    private GenerationOptions OptionsOf(ulong seed)
        => new() { Seed = seed, Class = Class, Steps = Steps, Sampler = Sampler, Schedule = Schedule, Length = Length };

    private IEnumerable<GenerationOptions> Variants(GenerationOptions options)
    {
        IEnumerable<GenerationOptions> variants = [options];
        if (Guidance.Count > 0)
            variants = variants.SelectMany(variant => Guidance.Select(scale => variant with { Guidance = scale }));
        foreach (var (slider, values) in Sliders)
        {
            variants = variants.SelectMany(variant => values.Select(
                value => variant with { Character = With(variant.Character ?? new(), slider, value) }));
        }

        return variants;
    }

    private static CharacterSliders With(CharacterSliders sliders, string name, double value) => name switch
    {
        "brightness" => sliders with { Brightness = value },
        "decay" => sliders with { Decay = value },
        "pitch" => sliders with { Pitch = value },
        "punch" => sliders with { Punch = value },
        "noisiness" => sliders with { Noisiness = value },
        _ => throw new FormatException($"There is no slider \"{name}\"; there are brightness, decay, pitch, punch and noisiness."),
    };
}
