namespace TinyAudioDiffusion.Diffusion;

/// <summary>What a model hears beside noise: values that are measured from a sound, and that say much about the sound to make.</summary>
/// <remarks>Immutable; safe to use from several threads at once.</remarks>
public abstract class SoundCondition
{
    /// <summary>Gets the kind of the model that hears it: "upsampler", "vocoder".</summary>
    public abstract string Model { get; }

    /// <summary>Gets the verb that such a model is for: "upsample", "vocode".</summary>
    public abstract string Verb { get; }

    /// <summary>Tells how many values belong to a sound.</summary>
    /// <param name="channels">The number of the model's channels.</param>
    /// <param name="samples">The number of samples of each channel.</param>
    /// <returns>The number of values.</returns>
    public abstract int SizeOf(int channels, int samples);

    /// <summary>Measures a sound.</summary>
    /// <param name="sound">The sound at the model's sample rate, [channels, samples].</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="values">Receives the values, as many as <see cref="SizeOf"/> says.</param>
    /// <exception cref="ArgumentException">The number of values or samples does not fit.</exception>
    public abstract void Measure(ReadOnlySpan<float> sound, int channels, Span<float> values);
}
