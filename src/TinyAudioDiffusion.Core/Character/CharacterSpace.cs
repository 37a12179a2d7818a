namespace TinyAudioDiffusion;

/// <summary>
/// The coordinates in which a model takes the character of a sound: five named measures (<see cref="SoundControls"/>), then the principal
/// components of a coarse log-mel picture. Each coordinate is
/// divided by its spread among recordings of one class, so that 1 is a difference that is usual there.
/// </summary>
/// <remarks>Safe to use from several threads at once.</remarks>
public sealed record CharacterSpace
{
    /// <summary>The rate at which sounds are measured, in Hz.</summary>
    internal const int SampleRate = 44100;

    /// <summary>Gets the names of the first coordinates, which are those of the sliders.</summary>
    public static IReadOnlyList<string> ControlNames { get; } = ["brightness", "decay", "pitch", "punch", "noisiness"];

    /// <summary>Gets the number of cells of the picture: 16 bands of mel, 8 spans of time.</summary>
    public static int PictureCells => SoundPicture.Cells;

    /// <summary>Gets what is taken from each of the five measures, on its own scale, before it is divided.</summary>
    public required IReadOnlyList<double> ControlCentres { get; init; }

    /// <summary>Gets what each of the five measures is divided by, above 0.</summary>
    public required IReadOnlyList<double> ControlScales { get; init; }

    /// <summary>Gets what is taken from the picture, in dB: <see cref="PictureCells"/> values.</summary>
    public required IReadOnlyList<double> PictureCentre { get; init; }

    /// <summary>Gets the components, [components][cells]: a coordinate is the product of one with the picture less its centre.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> Components { get; init; }

    /// <summary>Gets the number of coordinates.</summary>
    public int Size => ControlNames.Count + Components.Count;

    /// <summary>Measures the character of a sound.</summary>
    /// <param name="clip">The sound, finite and of at least one sample.</param>
    /// <returns>The coordinates, <see cref="Size"/> of them.</returns>
    /// <exception cref="UnusableSoundException">The sound is empty or not finite.</exception>
    public float[] Measure(AudioClip clip)
    {
        Audio.SoundFitting.RequireUsable(clip, "The sound");
        return Measure(Resampler.Resample(clip, SampleRate).Samples.Span, clip.Channels);
    }

    /// <summary>Measures the character of a sound at 44.1 kHz.</summary>
    /// <param name="samples">The samples, [channels, length]; several channels count as their mean.</param>
    /// <param name="channels">The number of channels, at least 1.</param>
    /// <returns>The coordinates, <see cref="Size"/> of them.</returns>
    public float[] Measure(ReadOnlySpan<float> samples, int channels)
    {
        var mono = Mean(samples, channels);
        var controls = Scaled(SoundControls.Of(mono, SampleRate));
        var picture = SoundPicture.Of(mono);
        var character = new float[Size];
        for (var i = 0; i < controls.Length; i++)
            character[i] = (float)((controls[i] - ControlCentres[i]) / ControlScales[i]);
        for (var component = 0; component < Components.Count; component++)
        {
            var (sum, weights) = (0.0, Components[component]);
            for (var cell = 0; cell < picture.Length; cell++)
                sum += weights[cell] * (picture[cell] - PictureCentre[cell]);
            character[controls.Length + component] = (float)sum;
        }

        return character;
    }

    /// <summary>The measures on scales on which equal steps sound alike: octaves for decay and pitch, log odds for punch.</summary>
    internal static double[] Scaled(SoundControls controls) =>
    [
        controls.Brightness,
        Math.Log2(Math.Max(controls.Decay, 0.001)),
        Math.Log2(Math.Max(controls.Pitch, 10)),
        Math.Log2(Math.Clamp(controls.Punch, 0.001, 0.999) / (1 - Math.Clamp(controls.Punch, 0.001, 0.999))),
        controls.Noisiness,
    ];

    internal static float[] Mean(ReadOnlySpan<float> samples, int channels)
    {
        var mono = new float[samples.Length / channels];
        for (var channel = 0; channel < channels; channel++)
        {
            for (var i = 0; i < mono.Length; i++)
                mono[i] += samples[(channel * mono.Length) + i] / channels;
        }

        return mono;
    }
}
