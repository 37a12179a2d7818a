using TinyAudioDiffusion.Audio;

namespace TinyAudioDiffusion.Evaluation.Measures;

/// <summary>Measures of one sound's spectrogram: lines, strokes, bands.</summary>
/// <param name="Tonality">The share of the power in spectral peaks that stay where they are for at least 35 ms, from 0 (noise) to 1
/// (lines).</param>
/// <param name="OnsetFlux">The mean rise of the bands' levels from one frame to the next in the first 50 ms, in dB: how much begins
/// there.</param>
/// <param name="LaterBodies">How many times the level rises again by 6 dB or more after it has fallen, within 30 dB of the peak: ghosts and
/// second strokes.</param>
/// <param name="Bands">The level of each mel band over the whole sound, in dB relative to the whole, at least -60.</param>
internal sealed record SoundTexture(double Tonality, double OnsetFlux, int LaterBodies, IReadOnlyList<double> Bands)
{
    private const int SampleRate = 44100;
    private const int Frame = 2048;
    private const int Hop = 256;
    private const int BandCount = 32;
    private const int LastingFrames = 6; // 35 ms
    private const double Floor = -60;

    private static readonly FourierTransform _transform = new(Frame);
    private static readonly double[] _window = [.. Enumerable.Range(0, Frame).Select(i => 0.5 - (0.5 * double.CosPi(2.0 * i / Frame)))];
    private static readonly MelSpectrogram _mel = new(SampleRate, frameSize: 1024, hop: 256, BandCount);

    public static SoundTexture Of(AudioClip clip)
    {
        var sound = Resampler.Resample(clip, SampleRate);
        var mono = new float[Math.Max(1, Math.Min(sound.Length, 10 * SampleRate))];
        for (var channel = 0; channel < sound.Channels; channel++)
        {
            for (var i = 0; i < mono.Length && i < sound.Length; i++)
                mono[i] += sound.Channel(channel)[i] / sound.Channels;
        }

        var mel = _mel.Power(mono);
        var onset = SoundEnvelope.Onset(new AudioClip(mono, 1, SampleRate)) / Hop;
        return new SoundTexture(TonalityOf(mono), FluxOf(mel, onset), BodiesOf(mono), BandsOf(mel));
    }

    // A peak is a bin louder than its neighbours and 8 dB louder than the bins five away; it lasts where a peak follows within a bin of it,
    // frame after frame.
    private static double TonalityOf(float[] mono)
    {
        var (frame, power) = (new double[Frame], new double[_transform.Bins]);
        var (ages, all, lasting) = (new int[_transform.Bins], 0.0, 0.0);
        var lines = new List<(int Age, double Power)>();
        var pending = new double[_transform.Bins];
        for (var start = 0; start < mono.Length; start += Hop)
        {
            for (var i = 0; i < Frame; i++)
                frame[i] = start + i < mono.Length ? _window[i] * mono[start + i] : 0;
            _transform.Power(frame, power);
            var (next, kept) = (new int[ages.Length], new double[ages.Length]);
            all += power.Sum();
            for (var k = 5; k < power.Length - 5; k++)
            {
                if (power[k] <= power[k - 1] || power[k] < power[k + 1] || power[k] < 6.3 * Math.Max(power[k - 5], power[k + 5]))
                    continue;
                var before = ages[k] >= Math.Max(ages[k - 1], ages[k + 1]) ? k : ages[k - 1] > ages[k + 1] ? k - 1 : k + 1;
                var line = power[(k - 2)..(k + 3)].Sum();
                next[k] = ages[before] + 1;
                kept[k] = pending[before] + line;
                if (next[k] < LastingFrames)
                    continue;
                lasting += kept[k];
                kept[k] = 0;
            }

            (ages, pending) = (next, kept);
        }

        return all > 0 ? Math.Min(1, lasting / all) : 0;
    }

    private static double FluxOf(float[] mel, int onset)
    {
        var frames = mel.Length / BandCount;
        var (sum, count, most) = (0.0, 0, Math.Max(1e-20, mel.Max()));
        for (var frame = Math.Max(1, onset - 2); frame < Math.Min(frames, onset + (SampleRate / 20 / Hop)); frame++)
        {
            for (var band = 0; band < BandCount; band++)
                sum += Math.Max(0, Level(mel[(band * frames) + frame], most) - Level(mel[(band * frames) + frame - 1], most));
            count += BandCount;
        }

        return count == 0 ? 0 : sum / count;

        static double Level(double power, double most) => Math.Max(Floor, 10 * Math.Log10(Math.Max(power / most, 1e-12)));
    }

    private static int BodiesOf(float[] mono)
    {
        const double Rise = 6;
        const double Depth = -30;
        var window = SampleRate / 100;
        double[] levels =
            [.. mono.Chunk(window).Select(chunk => 10 * Math.Log10(Math.Max(1e-15,
                chunk.Sum(sample => (double)sample * sample) / window)))];
        var peak = Array.IndexOf(levels, levels.Max());
        var (bodies, lowest, risen) = (0, levels[peak], false);
        foreach (var level in levels.Skip(peak + 1))
        {
            if (!risen && level > lowest + Rise && level > levels[peak] + Depth)
                (bodies, risen, lowest) = (bodies + 1, true, level);
            else if (risen && level < lowest - Rise)
                (risen, lowest) = (false, level);
            lowest = risen ? Math.Max(lowest, level) : Math.Min(lowest, level);
        }

        return bodies;
    }

    private static double[] BandsOf(float[] mel)
    {
        var frames = mel.Length / BandCount;
        double[] power =
            [.. Enumerable.Range(0, BandCount).Select(band => mel.Skip(band * frames).Take(frames).Sum(value => (double)value))];
        var all = Math.Max(1e-30, power.Sum());
        return [.. power.Select(value => Math.Max(Floor, 10 * Math.Log10(Math.Max(1e-30, value / all))))];
    }
}
