using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion.Models.Autoencoder;

/// <summary>
/// What an encoder of mel spectrograms takes: the logarithms of <see cref="MelCondition"/>, moved and scaled so that silence and full scale
/// lie about as far from 0 as a network likes it: (ln + 6) / 4. [channels, bands, frames].
/// </summary>
/// <param name="mel">Measures the logarithms.</param>
internal sealed class MelInput(MelCondition mel) : SoundCondition
{
    private const float Middle = -6f;
    private const float Spread = 4f;

    public override string Model => "autoencoder";

    public override string Verb => "morph";

    public override int SizeOf(int channels, int samples) => mel.SizeOf(channels, samples);

    public override void Measure(ReadOnlySpan<float> sound, int channels, Span<float> values)
    {
        mel.Measure(sound, channels, values);
        foreach (ref var value in values)
            value = (value - Middle) / Spread;
    }
}
