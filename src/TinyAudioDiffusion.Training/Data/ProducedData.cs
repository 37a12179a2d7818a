using System.Numerics.Tensors;

namespace TinyAudioDiffusion.Training.Data;

/// <summary>
/// Another source with its sounds treated as a producer would: layered with one of the same class, tuned, reshaped, equalised, driven, put
/// into a small room, widened; never so far that the class changes. What is drawn depends on index and visit alone, and each step has draws
/// of its own.
/// </summary>
/// <remarks>Sounds start at their first sample, end in a fade, and peak between -6 and -0.5 dBFS.</remarks>
public sealed class ProducedData : ITrainingData
{
    private const uint LayerDomain = 0x50524F30;
    private const uint TuneDomain = 0x50524F31;
    private const uint ShapeDomain = 0x50524F32;
    private const uint ToneDomain = 0x50524F33;
    private const uint RoomDomain = 0x50524F34;
    private const uint LevelDomain = 0x50524F35;

    private readonly ITrainingData _source;
    private readonly int[] _labels;
    private readonly ILookup<int, int> _ofClass;

    /// <summary>Initializes a new instance, which reads each sound once to learn its class.</summary>
    /// <param name="source">The sounds to treat.</param>
    public ProducedData(ITrainingData source)
    {
        ArgumentNullException.ThrowIfNull(source);
        _source = source;
        _labels = new int[source.Count];
        var samples = new float[source.Channels * source.Samples];
        for (var index = 0; index < _labels.Length; index++)
            _labels[index] = source.Read(index, visit: 0, samples);
        _ofClass = Enumerable.Range(0, _labels.Length).ToLookup(index => _labels[index]);
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
        Normalize(destination, 1);
        Layer(index, visit, destination);
        Tune(VisitDraws.Of(0, index, visit, TuneDomain), destination);
        Shape(VisitDraws.Of(0, index, visit, ShapeDomain), destination);
        Colour(VisitDraws.Of(0, index, visit, ToneDomain), destination);
        Place(VisitDraws.Of(0, index, visit, RoomDomain), destination);
        Level(VisitDraws.Of(0, index, visit, LevelDomain), destination);
        return label;
    }

    /// <inheritdoc/>
    public string? Caption(int index, ulong visit) => _source.Caption(index, visit);

    private static float Amplitude(double decibels) => (float)Math.Pow(10, decibels / 20);

    private static void Normalize(Span<float> sound, float peak)
    {
        var now = FullScale.Peak(sound);
        if (now > 0)
            TensorPrimitives.Multiply(sound, peak / now, sound);
    }

    // A quarter of the sounds get a second one of their class, 4 to 16 dB below.
    private void Layer(int index, ulong visit, Span<float> sound)
    {
        var (chance, which, level, _) = VisitDraws.Of(0, index, visit, LayerDomain);
        var others = _ofClass[_labels[index]].ToList();
        if (chance >= 0.25 || others.Count < 2 || _labels[index] < 0)
            return;
        var other = new float[sound.Length];
        _source.Read(others[(int)(which * others.Count)], visit, other);
        Normalize(other, Amplitude(-4 - (12 * level)));
        TensorPrimitives.Add(sound, other, sound);
    }

    // Two semitones either way for most, five for a fifth; by the speed of the tape, so that higher is shorter.
    private void Tune(VisitDraws draw, Span<float> sound)
    {
        var semitones = ((2 * draw.First) - 1) * (draw.Second < 0.2 ? 5 : 2);
        var speed = Math.Pow(2, semitones / 12);
        var copy = new float[Samples + 4];
        for (var channel = 0; channel < Channels; channel++)
        {
            var samples = sound.Slice(channel * Samples, Samples);
            samples.CopyTo(copy.AsSpan(1));
            for (var i = 0; i < samples.Length; i++)
            {
                var place = i * speed;
                var whole = (int)place;
                samples[i] = whole < Samples ? Between(copy, whole + 1, (float)(place - whole)) : 0;
            }
        }
    }

    // Catmull and Rom's cubic through four samples.
    private static float Between(float[] x, int i, float t)
    {
        var (a, b, c, d) = (x[i - 1], x[i], x[i + 1], x[i + 2]);
        return b + (0.5f * t * (c - a + (t * ((2 * a) - (5 * b) + (4 * c) - d + (t * ((3 * (b - c)) + d - a))))));
    }

    // A shorter decay for half of the sounds, a harder or softer attack for half.
    private void Shape(VisitDraws draw, Span<float> sound)
    {
        var decay = draw.First < 0.5 ? Math.Log(1000) / (SampleRate * 0.12 * Math.Pow(12, draw.Second)) : 0; // 60 dB in 0.12 to 1.4 s
        var attack = draw.Third < 0.5 ? -0.6 + (1.8 * draw.Fourth) : 0;
        if (decay == 0 && attack == 0)
            return;
        var transient = Math.Exp(-1 / (0.008 * SampleRate));
        var fall = Math.Exp(-decay);
        for (var channel = 0; channel < Channels; channel++)
        {
            var (body, hit) = (1.0, attack);
            foreach (ref var sample in sound.Slice(channel * Samples, Samples))
            {
                sample *= (float)(body * (1 + hit));
                (body, hit) = (body * fall, hit * transient);
            }
        }
    }

    // A tilt of up to 6 dB around 200 Hz to 3 kHz for two thirds, a drive of up to 9 dB for a third.
    private void Colour(VisitDraws draw, Span<float> sound)
    {
        if (draw.First < 0.67)
        {
            var tilt = 6 * ((2 * draw.First / 0.67) - 1);
            var (low, high) = (Amplitude(-tilt), Amplitude(tilt));
            var pole = (float)(1 - Math.Exp(-2 * Math.PI * 200 * Math.Pow(15, draw.Second) / SampleRate));
            for (var channel = 0; channel < Channels; channel++)
            {
                var below = 0f;
                foreach (ref var sample in sound.Slice(channel * Samples, Samples))
                {
                    below += pole * (sample - below);
                    sample = (low * below) + (high * (sample - below));
                }
            }
        }

        if (draw.Third < 0.33)
        {
            Normalize(sound, Amplitude(9 * draw.Fourth));
            foreach (ref var sample in sound)
                sample = MathF.Tanh(sample);
        }
    }

    // Six reflections within 45 ms for a quarter, 14 to 30 dB below; a width from mono to half as wide again for a third.
    private void Place(VisitDraws draw, Span<float> sound)
    {
        if (draw.First < 0.25)
        {
            var dry = sound.ToArray();
            for (var reflection = 1; reflection <= 6; reflection++)
            {
                for (var channel = 0; channel < Channels; channel++)
                {
                    var room = (ulong)(draw.Second * 65536) << 32;
                    var chance = VisitDraws.Of(1, reflection, room | (uint)channel, RoomDomain).First;
                    var delay = (int)(SampleRate * (0.004 + (0.041 * chance)));
                    var gain = Amplitude(-14 - (16 * draw.Second)) * (float)Math.Pow(0.75, reflection) * (reflection % 2 == 0 ? -1 : 1);
                    var late = sound.Slice((channel * Samples) + delay, Samples - delay);
                    TensorPrimitives.MultiplyAdd(dry.AsSpan(channel * Samples, Samples - delay), gain, late, late);
                }
            }
        }

        if (Channels != 2 || draw.Third >= 0.33)
            return;
        var width = (float)(1.5 * draw.Fourth);
        for (var i = 0; i < Samples; i++)
        {
            var (middle, side) = (0.5f * (sound[i] + sound[Samples + i]), 0.5f * width * (sound[i] - sound[Samples + i]));
            (sound[i], sound[Samples + i]) = (middle + side, middle - side);
        }
    }

    // A fade over the last 40 to 250 ms, either polarity, channels swapped or not, and a level.
    private void Level(VisitDraws draw, Span<float> sound)
    {
        var fade = Math.Min(Samples, (int)(SampleRate * (0.04 + (0.21 * draw.First))));
        for (var channel = 0; channel < Channels; channel++)
        {
            var end = sound.Slice((channel * Samples) + Samples - fade, fade);
            for (var i = 0; i < fade; i++)
                end[i] *= (float)(0.5 + (0.5 * Math.Cos(Math.PI * (i + 1) / fade)));
        }

        if (Channels == 2 && draw.Second < 0.5)
        {
            for (var i = 0; i < Samples; i++)
                (sound[i], sound[Samples + i]) = (sound[Samples + i], sound[i]);
        }

        Normalize(sound, Amplitude(-0.5 - (5.5 * draw.Fourth)) * (draw.Third < 0.5 ? -1 : 1));
    }
}
