using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using TinyAudioDiffusion.Audio.Folders;

namespace TinyAudioDiffusion.Training.Data.Folders;

/// <summary>Turns a file into a sound to learn, by the reference's steps: rate, length, channels, level, silence.</summary>
/// <param name="options">The steps.</param>
/// <param name="rawSeconds">The seconds to read of each file, where that is more than the sound needs.</param>
internal sealed class SoundPreparation(FolderDataOptions options, int rawSeconds = 0)
{
    private readonly SoundFileReader _reader = new(options.Formats);

    // As far as the last output's window reaches, with a little to spare: the rest of a long file changes nothing.
    private readonly TimeSpan _read = TimeSpan.FromSeconds(Math.Max(((double)options.Samples / options.SampleRate) + 0.02, rawSeconds));

    public PreparedSound Prepare(SoundFile sound)
    {
        var (file, raw, skipped) = _reader.Read(sound, _read);
        if (skipped is not null)
            return new PreparedSound { Skipped = skipped };
        if (!options.Resample && file!.SampleRate != options.SampleRate)
        {
            var reason = $"has {file.SampleRate} Hz instead of {options.SampleRate}, and resampling is off.";
            return new PreparedSound { Skipped = new SkippedFile(sound.Path, SkipReason.OtherRate, reason) };
        }

        var start = Start(raw!, Math.Min(FramesNeeded(file!.SampleRate), raw!.Length));
        var prepared = new PreparedSound { File = file, Raw = raw, ContentHash = Hash(start) };
        var samples = Shape(Resampler.Resample(start, options.SampleRate));
        if (!TensorPrimitives.IsFiniteAll(samples))
        {
            const string Reason = "has samples that are not finite numbers; render it again.";
            return prepared with { Skipped = new SkippedFile(sound.Path, SkipReason.NotFinite, Reason) };
        }

        if (SetLevel(samples) is { } silence)
            return prepared with { Skipped = new SkippedFile(sound.Path, SkipReason.Silent, silence) };
        return prepared with { ScaledDown = FullScale.Fit(samples), Samples = samples };
    }

    // The last input that the last output's window reaches, and everything before: the rest of a long file changes nothing.
    private int FramesNeeded(int rate)
    {
        if (rate == options.SampleRate)
            return options.Samples;
        var last = (double)(options.Samples - 1) * rate / options.SampleRate;
        var reach = 6 / 0.99 * Math.Max(1.0, (double)rate / options.SampleRate);
        return (int)(last + reach) + 4;
    }

    // Of more than two channels the first two count; they are all that is resampled.
    private static AudioClip Start(AudioClip raw, int frames)
    {
        var channels = Math.Min(raw.Channels, 2);
        if (frames == raw.Length && channels == raw.Channels)
            return raw;
        var samples = new float[channels * frames];
        for (var channel = 0; channel < channels; channel++)
            raw.Channel(channel)[..frames].CopyTo(samples.AsSpan(channel * frames));
        return new AudioClip(samples, channels, raw.SampleRate);
    }

    private float[] Shape(AudioClip clip)
    {
        var samples = new float[options.Channels * options.Samples];
        var kept = Math.Min(options.Samples, clip.Length);
        if (options.Channels == 1 && clip.Channels == 2)
        {
            for (var i = 0; i < kept; i++)
                samples[i] = (float)(0.5 * ((double)clip.Channel(0)[i] + clip.Channel(1)[i]));
            return samples;
        }

        for (var channel = 0; channel < options.Channels; channel++)
            clip.Channel(Math.Min(channel, clip.Channels - 1))[..kept].CopyTo(samples.AsSpan(channel * options.Samples));
        return samples;
    }

    /// <summary>Changes the level; tells in what way the sound is silent, or null for one that is not.</summary>
    private string? SetLevel(float[] samples)
    {
        var gain = Gain(samples);
        if (gain is null && options.SilenceBelow is not null)
            return $"is silent in its first {(double)options.Samples / options.SampleRate:0.###} s, or too quiet to measure its loudness.";
        if (gain is not null)
        {
            foreach (ref var sample in samples.AsSpan())
                sample = (float)(sample * gain.Value);
        }

        var peak = 20 * Math.Log10(FullScale.Peak(samples));
        return peak < options.SilenceBelow
            ? $"is silent: its peak is {peak:0.#} dBFS; below {options.SilenceBelow} counts as silence."
            : null;
    }

    // Null where there is nothing to measure.
    private double? Gain(float[] samples)
    {
        var decibels = options.Normalization switch
        {
            Normalization.Loudness => options.Target - Loudness.Measure(new AudioClip(samples, options.Channels, options.SampleRate)),
            Normalization.Peak => options.Target - (20 * Math.Log10(FullScale.Peak(samples))),
            _ => 0,
        };
        return double.IsFinite(decibels) ? Math.Pow(10, decibels / 20) : null;
    }

    private static UInt128 Hash(AudioClip clip)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> form = stackalloc byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(form, clip.SampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(form[4..], clip.Channels);
        sha.AppendData(form);
        sha.AppendData(MemoryMarshal.AsBytes(clip.Samples.Span));
        return BinaryPrimitives.ReadUInt128BigEndian(sha.GetHashAndReset());
    }
}
