using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion.Models.Autoencoder;

/// <summary>What an encoder of the waveform takes: the samples as they are, [channels, samples].</summary>
internal sealed class WaveformInput : SoundCondition
{
    public override string Model => "autoencoder";

    public override string Verb => "morph";

    public override int SizeOf(int channels, int samples) => checked(channels * samples);

    public override void Measure(ReadOnlySpan<float> sound, int channels, Span<float> values)
    {
        if (sound.Length != values.Length)
            throw new ArgumentException($"{sound.Length} samples were given, and room for {values.Length}.", nameof(values));
        sound.CopyTo(values);
    }
}
