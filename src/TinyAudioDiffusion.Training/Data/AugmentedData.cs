using System.Numerics.Tensors;

namespace TinyAudioDiffusion.Training.Data;

/// <summary>
/// Another source with its sounds varied: pitch, onset, polarity, channels, level. What is drawn depends on the seed, the index and the
/// visit alone.
/// </summary>
public sealed class AugmentedData : ITrainingData
{
    // Keep these draws apart from others with the same seed.
    private const uint FirstDomain = 0x41554730; // "AUG0"
    private const uint SecondDomain = 0x41554731; // "AUG1"

    private readonly ITrainingData _source;
    private readonly AugmentationOptions _options;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="source">The sounds to vary.</param>
    /// <param name="options">How.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public AugmentedData(ITrainingData source, AugmentationOptions options)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_source, _options) = (source, options);
    }

    /// <inheritdoc/>
    public int SampleRate => _source.SampleRate;

    /// <inheritdoc/>
    public int Channels => _source.Channels;

    /// <inheritdoc/>
    public int Samples => _source.Samples;

    /// <inheritdoc/>
    public int Count => _source.Count;

    /// <inheritdoc/>
    public IReadOnlyList<string> Labels => _source.Labels;

    /// <inheritdoc/>
    public IReadOnlyList<SoundIdentity> Sounds => _source.Sounds;

    /// <inheritdoc/>
    public int Read(int index, ulong visit, Span<float> destination)
    {
        ReadArguments.Check(this, index, destination.Length);
        var label = _source.Read(index, visit, destination);
        var (pitch, shift, flip, swap) = VisitDraws.Of(_options.Seed, index, visit, FirstDomain);
        var (gain, _, _, _) = VisitDraws.Of(_options.Seed, index, visit, SecondDomain);
        if (_options.Pitch is { } semitones)
            ChangePitch(destination, semitones.At(pitch));
        if (_options.Shift is { } seconds)
            Move(destination, (int)Math.Round(seconds.At(shift) * SampleRate));
        if (flip < _options.PolarityFlip)
            TensorPrimitives.Negate(destination, destination);
        if (Channels > 1 && swap < _options.ChannelSwap)
            SwapChannels(destination);
        if (_options.Gain is { } decibels)
            TensorPrimitives.Multiply(destination, (float)Math.Pow(10, decibels.At(gain) / 20), destination);
        _ = FullScale.Fit(destination);
        return label;
    }

    /// <inheritdoc/>
    public string? Caption(int index, ulong visit) => _source.Caption(index, visit);

    // A sound played at another rate has another pitch: it is taken for one of that rate, and brought back to its own.
    private void ChangePitch(Span<float> sound, double semitones)
    {
        var rate = (int)Math.Round(SampleRate * Math.Pow(2, semitones / 12));
        if (rate == SampleRate)
            return;
        var changed = Resampler.Resample(new AudioClip(sound, Channels, rate), SampleRate);
        var kept = Math.Min(Samples, changed.Length);
        for (var channel = 0; channel < Channels; channel++)
        {
            var samples = sound.Slice(channel * Samples, Samples);
            changed.Channel(channel)[..kept].CopyTo(samples);
            samples[kept..].Clear();
        }
    }

    private void Move(Span<float> sound, int shift)
    {
        var distance = Math.Min(Math.Abs(shift), Samples);
        for (var channel = 0; channel < Channels; channel++)
        {
            var samples = sound.Slice(channel * Samples, Samples);
            if (shift > 0)
            {
                samples[..^distance].CopyTo(samples[distance..]);
                samples[..distance].Clear();
            }
            else
            {
                samples[distance..].CopyTo(samples);
                samples[^distance..].Clear();
            }
        }
    }

    private void SwapChannels(Span<float> sound)
    {
        var first = sound[..Samples];
        var second = sound.Slice(Samples, Samples);
        for (var i = 0; i < Samples; i++)
            (first[i], second[i]) = (second[i], first[i]);
    }
}
