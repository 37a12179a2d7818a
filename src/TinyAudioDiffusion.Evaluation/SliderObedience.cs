using TinyAudioDiffusion.Evaluation.Distances;

namespace TinyAudioDiffusion.Evaluation;

/// <summary>How well a model obeys one slider in one class: whether a sound gets brighter the brighter it was asked to be.</summary>
/// <param name="Class">The class.</param>
/// <param name="Slider">The name of the slider, as <see cref="CharacterSpace.ControlNames"/> has it.</param>
/// <param name="Sounds">The number of sounds.</param>
/// <param name="Correlation">
/// The rank correlation (Spearman's rho) of what was asked with what is measured, from -1 (the opposite order) to 1 (the same order).
/// </param>
public sealed record SliderObedience(string Class, string Slider, int Sounds, double Correlation)
{
    /// <summary>Compares what was asked with what is measured.</summary>
    /// <param name="class">The class.</param>
    /// <param name="slider">The name of the slider, one of <see cref="CharacterSpace.ControlNames"/>.</param>
    /// <param name="asked">The values of the slider, at least two.</param>
    /// <param name="heard">The measures of the sound of each value.</param>
    /// <returns>The comparison.</returns>
    /// <exception cref="ArgumentException">
    /// There is no such slider, or the values and the measures are fewer than two or not of one number.
    /// </exception>
    public static SliderObedience Of(string @class, string slider, IReadOnlyList<double> asked, IReadOnlyList<SoundControls> heard)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(heard);
        var values = heard.Select(sound => Value(sound, slider)).ToList();
        return new SliderObedience(@class, slider, asked.Count, RankCorrelation.Of(asked, values));
    }

    private static double Value(SoundControls sound, string slider) => slider switch
    {
        "brightness" => sound.Brightness,
        "decay" => sound.Decay,
        "pitch" => sound.Pitch,
        "punch" => sound.Punch,
        "noisiness" => sound.Noisiness,
        _ => throw new ArgumentException(
            $"There is no slider \"{slider}\"; known are {string.Join(", ", CharacterSpace.ControlNames)}.", nameof(slider)),
    };
}
