using System.Numerics.Tensors;
using TinyAudioDiffusion.Audio;
using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion;

/// <summary>
/// The verb "upsample": the network hears the sound without what lies above half its sample rate, and makes the whole. Unless the
/// reference's form is wanted, the band of the source then takes the place of what the network made there.
/// </summary>
internal sealed class Upsampling : HearingEdit
{
    private readonly UpsamplingOptions _options;

    public Upsampling(AudioClip source, UpsamplingOptions options)
        : base(source)
    {
        SoundFitting.RequireUsable(source, "The source");
        _options = options;
    }

    public override int Count => _options.Count;

    public override string HearingVerb => VerbNames.Upsample;

    public static Upsampling Again(SoundEdit edit, AudioClip source, string? expectedSource)
        => new(source, new() { KeepsSource = !edit.Legacy }) { ExpectedSource = expectedSource };

    // The band of the source is kept, so what a model recommends for new sound does not count.
    public override GenerationOptions Complete(GenerationOptions options)
        => options with { Length = null, Finishing = options.Finishing ?? FinishingOptions.None };

    protected override int ChannelsOf(DiffusionModelInfo info) => info.Channels;

    protected override float[] Hear(DiffusionModelInfo info, int channels, int samples)
    {
        var low = Resampler.Resample(Source, LowRate(info));
        return SoundFitting.Fit(Resampler.Resample(low, info.SampleRate), info.SampleRate, channels, samples, "The source");
    }

    protected override void Measure(DiffusionModelInfo info, ReadOnlySpan<float> window, Span<float> values) => window.CopyTo(values);

    protected override SoundEdit Edit(string sourceHash)
        => new(VerbNames.Upsample) { Source = sourceHash, Legacy = !_options.KeepsSource };

    protected override AudioClip Complete(AudioClip made, DiffusionModelInfo info)
    {
        if (!_options.KeepsSource)
            return made;
        var rate = Source.SampleRate < info.SampleRate ? Source.SampleRate : LowRate(info);
        var own = Through(rate, Source, info.SampleRate, made);
        var replaced = Through(rate, made, info.SampleRate, made);
        var samples = made.Samples.ToArray();
        TensorPrimitives.Subtract(samples, replaced, samples);
        TensorPrimitives.Add(samples, own, samples);
        return AudioClip.Adopt(samples, made.Channels, made.SampleRate);
    }

    // What is left of a sound that went to a rate and back, in the form of the result.
    private static float[] Through(int rate, AudioClip sound, int full, AudioClip result) => SoundFitting.Fit(
        Resampler.Resample(Resampler.Resample(sound, rate), full), full, result.Channels, result.Length, "The sound");

    private static int LowRate(DiffusionModelInfo info) => info.SampleRate / ((LowRateCondition)info.Condition!).Factor;
}
