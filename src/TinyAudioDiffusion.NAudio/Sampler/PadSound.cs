using System.Numerics.Tensors;
using TinyAudioDiffusion.NAudio.Clips;

namespace TinyAudioDiffusion.NAudio.Sampler;

/// <summary>A pad made ready: stereo at the sampler's rate, its gains checked.</summary>
internal sealed class PadSound
{
    private readonly double _left;
    private readonly double _right;
    private readonly double _velocityPower;

    public PadSound(DrumPad pad, int sampleRate)
    {
        ArgumentNullException.ThrowIfNull(pad);
        Require(nameof(DrumPad.Gain), pad.Gain, -120, 24);
        Require(nameof(DrumPad.Pan), pad.Pan, -1, 1);
        Require(nameof(DrumPad.VelocityPower), pad.VelocityPower, 0, 8);
        if (pad.Clip.Length == 0)
            throw new UnusableSoundException("The pad's clip", "is empty; give a sound of at least one sample.");
        // One such number would stay in everything that is mixed with it.
        if (!TensorPrimitives.IsFiniteAll(pad.Clip.Samples.Span))
            throw new UnusableSoundException(
                "The pad's clip", "has samples that are not finite numbers; repair the file or render it again.");

        var gain = Math.Pow(10, pad.Gain / 20);
        _left = gain * (pad.Pan > 0 ? Math.Cos(pad.Pan * Math.PI / 2) : 1);
        _right = gain * (pad.Pan < 0 ? Math.Cos(pad.Pan * Math.PI / 2) : 1);
        _velocityPower = pad.VelocityPower;
        ChokeGroup = pad.ChokeGroup;
        Samples = Interleaving.Interleave(Resampler.Resample(pad.Clip, sampleRate), 2);
    }

    /// <summary>Gets the samples, left and right in turn.</summary>
    public float[] Samples { get; }

    public int Frames => Samples.Length / 2;

    public int? ChokeGroup { get; }

    public Hit HitAt(float velocity, long frame)
    {
        var gain = Math.Pow(velocity, _velocityPower);
        return new Hit(this, (float)(gain * _left), (float)(gain * _right), frame);
    }

    private static void Require(string name, double value, double least, double most)
    {
        if (!(value >= least && value <= most))
            throw new ArgumentOutOfRangeException("pad", value, $"{nameof(DrumPad)}.{name} is {value}; it must be from {least} to {most}.");
    }
}
