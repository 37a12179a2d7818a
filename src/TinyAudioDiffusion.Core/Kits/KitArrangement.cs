using System.Numerics.Tensors;
using TinyAudioDiffusion.Numerics;

namespace TinyAudioDiffusion.Kits;

/// <summary>Gives the drums of a kit keys, and their sounds files, velocities and levels.</summary>
internal static class KitArrangement
{
    private const double Ceiling = -1;

    public static IReadOnlyList<KitDrum> Of(IReadOnlyList<KitPad> pads, string format, SampleEncoding encoding, double? loudness)
        => [.. pads.Zip(KitKeys.Of([.. pads.Select(pad => pad.Part)]), (pad, key) => Drum(pad, key, format, encoding, loudness))];

    private static KitDrum Drum(KitPad pad, int key, string format, SampleEncoding encoding, double? loudness)
    {
        var layers = pad.Sounds.Select(sound => sound.Velocity).Distinct().OrderDescending().ToList();
        return new KitDrum(pad.Part, key, [.. pad.Sounds.Select(Sample)]);

        KitSample Sample(KitSound sound)
        {
            var layer = layers.IndexOf(sound.Velocity);
            var (low, high) = (layer + 1 < layers.Count ? Midi(layers[layer + 1]) + 1 : 1, layer == 0 ? 127 : Midi(sound.Velocity));
            var turns = pad.Sounds.Count(other => other.Velocity == sound.Velocity);
            var path = $"samples/{key:000}-{KitLayout.FileNameOf(pad.Part.Name)}"
                + (layers.Count > 1 ? $"-v{high:000}" : "") + (turns > 1 ? $"-{sound.RoundRobin + 1}" : "") + $".{format}";
            var gain = loudness is { } target ? Gain(sound.Clip, target) : 0;
            var clip = gain == 0 ? sound.Clip : Louder(sound.Clip, gain);
            using var stream = new MemoryStream();
            clip.Save(stream, encoding, format);
            return new KitSample(path, clip, stream.ToArray(), gain, sound, low, high, turns);
        }
    }

    private static int Midi(double velocity) => Math.Clamp((int)Math.Round(127 * velocity, MidpointRounding.AwayFromZero), 1, 127);

    // To a hundredth of a decibel, so that the list of sounds says exactly what was done.
    private static double Gain(AudioClip clip, double target)
    {
        var loudness = Loudness.Measure(clip);
        return double.IsFinite(loudness) ? Math.Floor(100 * Math.Min(target - loudness, Ceiling - clip.PeakDbfs)) / 100 : 0;
    }

    private static AudioClip Louder(AudioClip clip, double gain)
    {
        var samples = new float[clip.Samples.Length];
        TensorPrimitives.Multiply(clip.Samples.Span, (float)PortableMath.Pow(10, gain / 20), samples);
        return AudioClip.Adopt(samples, clip.Channels, clip.SampleRate).WithProvenance(clip.Provenance);
    }
}
