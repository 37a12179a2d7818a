using TinyAudioDiffusion.Audio;

namespace TinyAudioDiffusion.Diffusion;

/// <summary>
/// What a vocoder hears: the mel spectrogram of one channel on a logarithmic scale, [bands, frames]. As in the reference: a frame every
/// hop, as many as hops fit into the sound, mirrored at the ends by (frame - hop) / 2 samples; magnitudes in triangular bands of height 1
/// between 0 and half the rate; the natural logarithm of at least 1e-5.
/// </summary>
public sealed class MelCondition : SoundCondition
{
    private const float Floor = 1e-5f;

    private readonly MelSpectrogram _mel;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="sampleRate">The sample rate in Hz, at least 1.</param>
    /// <param name="frameSize">The samples of a frame: a power of two, at least 4.</param>
    /// <param name="hop">The samples from a frame to the next: from 1 to the frame's, from which it differs by an even number.</param>
    /// <param name="bands">The number of bands, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public MelCondition(int sampleRate, int frameSize, int hop, int bands)
    {
        _mel = new MelSpectrogram(sampleRate, frameSize, hop, bands);
        if (hop > frameSize || (frameSize - hop) % 2 != 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(hop), hop, $"The hop is {hop}; it must be at most the frame of {frameSize} samples and differ by an even number.");
        }
    }

    /// <inheritdoc/>
    public override string Model => "vocoder";

    /// <inheritdoc/>
    public override string Verb => "vocode";

    /// <summary>Gets the sample rate in Hz.</summary>
    public int SampleRate => _mel.SampleRate;

    /// <summary>Gets the samples of a frame.</summary>
    public int FrameSize => _mel.FrameSize;

    /// <summary>Gets the samples from a frame to the next.</summary>
    public int Hop => _mel.Hop;

    /// <summary>Gets the number of bands.</summary>
    public int Bands => _mel.Bands;

    /// <inheritdoc/>
    public override int SizeOf(int channels, int samples) => checked(channels * Bands * (samples / Hop));

    /// <inheritdoc/>
    public override void Measure(ReadOnlySpan<float> sound, int channels, Span<float> values)
    {
        var samples = sound.Length / Math.Max(1, channels);
        if (samples % Hop != 0 || values.Length != SizeOf(channels, samples))
        {
            throw new ArgumentException(
                $"{samples} samples in {channels} channels do not fit {values.Length} values of {Bands} bands every {Hop} samples.",
                nameof(sound));
        }

        var size = SizeOf(1, samples);
        for (var channel = 0; channel < channels; channel++)
        {
            var own = values.Slice(channel * size, size);
            _mel.Magnitude(sound.Slice(channel * samples, samples), own);
            foreach (ref var value in own)
                value = MathF.Log(Math.Max(value, Floor));
        }
    }
}
