using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Evaluation.Measures;
using TinyAudioDiffusion.Noise;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Benchmarks.Denoising;

/// <summary>
/// <c>denoising MODEL FOLDER [CLASS]</c>: what a model sees of real sounds through noise. At each noise level of the network (of
/// scaled data) it prints how far the estimate of the clean sound is above its error, beside the bounds of band gains in windows of several
/// lengths, and the tonality of the clean sounds, of the estimates, and of sounds made from that noise level on: where pitch is lost.
/// </summary>
internal static class DenoisingMeasurement
{
    private const int MostSounds = 6;
    private const int Steps = 24;

    private static readonly double[] _levels = [0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.995];
    private static readonly int[] _windows = [64, 256, 1024];

    public static async Task RunAsync(string[] arguments)
    {
        if (arguments is not [var name, var folder, .. var rest])
            throw new ArgumentException("denoising MODEL FOLDER [CLASS]", nameof(arguments));
        using var services = new ServiceCollection().AddTinyAudioDiffusion().Services.BuildServiceProvider();
        var zoo = services.GetRequiredService<IModelZoo>();
        var model = (await zoo.LoadAsync(zoo.CardFor(name)).ConfigureAwait(false)).Model;
        var label = rest is [var asked] ? asked : Path.GetFileName(folder.TrimEnd('/'));
        var sounds = Directory.GetFiles(folder, "*.wav").Order(StringComparer.Ordinal).Take(MostSounds)
            .Select(path => new NoisySound(model, label, SoundOf(path, model.Info))).ToList();
        Console.WriteLine($"| level | noisy, dB | network, dB | {string.Join(" | ", _windows.Select(window => $"window {window}, dB"))} "
            + "| tonality: clean | estimate | made from there |");
        Console.WriteLine($"|{string.Concat(Enumerable.Repeat("---|", 6 + _windows.Length))}");
        foreach (var level in _levels)
        {
            var rows = sounds.Select(sound => sound.Measure(level, Steps, _windows)).ToList();
            Console.WriteLine($"| {Text(level, "0.000")} | {Mean(0)} | {Mean(1)} | "
                + string.Join(" | ", _windows.Select((_, i) => Mean(2 + i)))
                + $" | {Mean(2 + _windows.Length, ".00")} | {Mean(3 + _windows.Length, ".00")} | {Mean(4 + _windows.Length, ".00")} |");

            string Mean(int column, string format = "0.0") => Text(rows.Average(row => row[column]), format);
        }
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    // As the training hears it: whole, at a peak of 0.9, cut with a fade where it is longer than the model's sounds.
    private static AudioClip SoundOf(string path, DiffusionModelInfo info)
    {
        const int Fade = 1000;
        var clip = Resampler.Resample(AudioClip.Load(path), info.SampleRate);
        var samples = new float[info.Channels * info.NativeLength];
        for (var channel = 0; channel < info.Channels; channel++)
        {
            var own = samples.AsSpan(channel * info.NativeLength, info.NativeLength);
            var source = clip.Channel(Math.Min(channel, clip.Channels - 1));
            source[..Math.Min(source.Length, own.Length)].CopyTo(own);
            for (var i = 0; i < own.Length; i++)
                own[i] *= 0.9f / clip.Peak * Math.Min(1f, (own.Length - 1f - i) / Fade);
        }

        return new AudioClip(samples, info.Channels, info.SampleRate);
    }

    private sealed class NoisySound(IDiffusionModel model, string label, AudioClip clean)
    {
        private readonly float[] _noise = Noise(model.Info);
        private readonly float[] _character = model.Info.Character?.Space.Measure(clean) ?? [];
        private readonly int[] _class = model.Info.Classes.Count == 0 ? [] : [model.Info.Classes.ToList().IndexOf(label)];

        /// <summary>Gives the decibels of input, estimate and bounds over their errors, then the three tonalities.</summary>
        public double[] Measure(double networkLevel, int steps, int[] windows)
        {
            var level = Outside(networkLevel);
            var (alpha, sigma) = (Math.Cos(level * Math.PI / 2), Math.Sin(level * Math.PI / 2));
            var x = clean.Samples.Span;
            var noisy = new float[x.Length];
            for (var i = 0; i < noisy.Length; i++)
                noisy[i] = (float)((alpha * x[i]) + (sigma * _noise[i]));
            var velocity = Predict(noisy, level);
            var (estimate, deviation) = (new float[x.Length], sigma / alpha);
            var added = new float[x.Length];
            for (var i = 0; i < estimate.Length; i++)
                (estimate[i], added[i]) = ((float)((alpha * noisy[i]) - (sigma * velocity[i])), (float)(deviation * _noise[i]));
            var bounds = windows.Select(window => Decibels(Bound(added, deviation, window))).ToList();
            return
            [
                Decibels([.. x.ToArray().Zip(added, (value, error) => value + error)]), Decibels(estimate), .. bounds,
                Tonality(x), Tonality(estimate), Tonality(MadeFrom(noisy, networkLevel, steps)),
            ];
        }

        private float[] Bound(float[] added, double deviation, int window)
        {
            var (length, bound) = (clean.Length, new List<float>());
            for (var channel = 0; channel < clean.Channels; channel++)
                bound.AddRange(WienerBound.Denoise(clean.Channel(channel), added.AsSpan(channel * length, length), deviation, window));
            return [.. bound];
        }

        private float[] MadeFrom(float[] noisy, double networkLevel, int steps)
        {
            var sound = noisy.ToArray();
            for (var step = steps; step > 0; step--)
            {
                var (level, next) = (Outside(networkLevel * step / steps), Outside(networkLevel * (step - 1) / steps));
                var velocity = Predict(sound, level);
                var (cos, sin) = (Math.Cos((level - next) * Math.PI / 2), Math.Sin((level - next) * Math.PI / 2));
                for (var i = 0; i < sound.Length; i++)
                    sound[i] = (float)((cos * sound[i]) - (sin * velocity[i]));
            }

            return sound;
        }

        // The noise level of sounds within full scale that is this one of the built-in models' scaled data.
        private static double Outside(double level) => VObjective.ScaledNoiseLevel((float)level, 0.25f);

        private float[] Predict(float[] noisy, double level)
        {
            var velocity = new float[noisy.Length];
            model.PredictVelocity(
                new VelocityRequest
                {
                    Noisy = noisy,
                    NoiseLevels = [(float)level],
                    Samples = clean.Length,
                    Classes = _class,
                    Characters = _character,
                },
                velocity);
            return velocity;
        }

        private double Decibels(float[] estimate)
        {
            var (power, error) = (0.0, 0.0);
            for (var i = 0; i < estimate.Length; i++)
            {
                var value = clean.Samples.Span[i];
                power += (double)value * value;
                error += Math.Pow(estimate[i] - value, 2);
            }

            return 10 * Math.Log10(power / error);
        }

        private double Tonality(ReadOnlySpan<float> samples)
            => SoundMeasures.Of(new AudioClip(samples, clean.Channels, clean.SampleRate)).Tonality;

        private static float[] Noise(DiffusionModelInfo info)
        {
            var noise = new float[info.Channels * info.NativeLength];
            new NoiseStream(5).Fill(noise, info.Channels, 0);
            return noise;
        }
    }
}
