using TinyAudioDiffusion.Audio;
using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion;

/// <summary>The verb "vocode": the network hears the mel spectrogram of each channel, and makes a waveform that has it.</summary>
internal sealed class Vocoding : HearingEdit
{
    public Vocoding(AudioClip source)
        : base(source)
        => SoundFitting.RequireUsable(source, "The source");

    public override string HearingVerb => VerbNames.Vocode;

    public override GenerationOptions Complete(GenerationOptions options) => options with { Length = null };

    // A model of one channel makes any number of them; another one makes its own.
    protected override int ChannelsOf(DiffusionModelInfo info) => info.Channels == 1 ? Source.Channels : info.Channels;

    protected override float[] Hear(DiffusionModelInfo info, int channels, int samples)
        => SoundFitting.Fit(Source, info.SampleRate, channels, samples, "The source");

    protected override void Measure(DiffusionModelInfo info, ReadOnlySpan<float> window, Span<float> values)
        => info.Condition!.Measure(window, info.Channels, values);

    protected override SoundEdit Edit(string sourceHash) => new(VerbNames.Vocode) { Source = sourceHash };
}
