using NAudio.Wave;
using TinyAudioDiffusion.NAudio.Sampler;

namespace TinyAudioDiffusion.NAudio;

/// <summary>
/// Plays drums: a sample provider whose pads are hit from any thread, at once or at an exact frame, with velocity, place and choking. It
/// never ends: between
/// hits it gives silence.
/// </summary>
/// <remarks>
/// Output is stereo; what sounds together is added up as it is, so leave headroom (<see cref="DrumPad.Gain"/>). Reading takes no lock and
/// allocates nothing, and is for one
/// thread at a time; everything else may be called from any. Equal hits at equal frames give the same samples, whatever the sizes of the
/// blocks that are read.
/// </remarks>
public sealed class DrumSampler : ISampleProvider
{
    /// <summary>Largest number of hits that wait for their frame.</summary>
    public const int MostWaiting = 4096;

    private readonly Lock _writing = new();
    private readonly HitQueue _hits = new(MostWaiting);
    private readonly VoicePool _voices;
    private PadSound[] _pads = [];
    private long _position;
    private int _activeVoices;

    /// <summary>Initializes a new instance without pads.</summary>
    /// <param name="sampleRate">The sample rate in Hz, from 8000 to 384000; pads of another one are resampled as they are added.</param>
    /// <param name="polyphony">How many sounds there may be at once, from 1 to 1024; one more fades out the oldest.</param>
    /// <param name="fade">
    /// How long a sound takes to fade out that is choked or makes room, up to a second; null for 5 ms. Short enough not to be heard, long
    /// enough not to click.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public DrumSampler(int sampleRate = 44100, int polyphony = 64, TimeSpan? fade = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRate, 8000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sampleRate, 384000);
        ArgumentOutOfRangeException.ThrowIfLessThan(polyphony, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(polyphony, 1024);
        var seconds = (fade ?? TimeSpan.FromMilliseconds(5)).TotalSeconds;
        ArgumentOutOfRangeException.ThrowIfNegative(seconds, nameof(fade));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(seconds, 1, nameof(fade));

        WaveFormat = WaveFormat.CreateIeeeFloatWaveFormat(sampleRate, 2);
        _voices = new VoicePool(polyphony, FadeOut((int)(seconds * sampleRate)));
    }

    /// <inheritdoc/>
    public WaveFormat WaveFormat { get; }

    /// <summary>
    /// Gets how many frames were read so far: the first frame that a hit can still begin at. What is heard lags behind it by the device's
    /// latency.
    /// </summary>
    public long Position => Volatile.Read(ref _position);

    /// <summary>Gets how many sounds were under way at the end of the last block.</summary>
    public int ActiveVoices => Volatile.Read(ref _activeVoices);

    /// <summary>Adds a pad.</summary>
    /// <param name="pad">The pad.</param>
    /// <returns>Its number, counted from 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A property of the pad is out of range.</exception>
    /// <exception cref="UnusableSoundException">The clip is empty or has samples that are not numbers.</exception>
    public int Add(DrumPad pad)
    {
        var sound = new PadSound(pad, WaveFormat.SampleRate);
        lock (_writing)
        {
            Volatile.Write(ref _pads, [.. _pads, sound]);
            return _pads.Length - 1;
        }
    }

    /// <summary>Gives a pad another sound, for all hits from now on. What sounds or waits already stays.</summary>
    /// <param name="number">The pad's number.</param>
    /// <param name="pad">The new pad.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such pad, or a property of the new one is out of range.</exception>
    /// <exception cref="UnusableSoundException">The clip is empty or has samples that are not numbers.</exception>
    public void Replace(int number, DrumPad pad)
    {
        Check(number, _pads.Length);
        var sound = new PadSound(pad, WaveFormat.SampleRate);
        lock (_writing)
        {
            PadSound[] pads = [.. _pads];
            pads[number] = sound;
            Volatile.Write(ref _pads, pads);
        }
    }

    /// <summary>Hits a pad.</summary>
    /// <param name="number">The pad's number.</param>
    /// <param name="velocity">How hard, from 0 to 1; of MIDI, the velocity / 127.</param>
    /// <param name="frame">
    /// The frame at which the sound begins, counted as <see cref="Position"/> is; what has passed already, such as 0, means the next
    /// block's first one.
    /// </param>
    /// <returns>False if <see cref="MostWaiting"/> hits wait already; this one is then left out.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such pad, or the velocity is out of range.</exception>
    public bool Trigger(int number, float velocity = 1f, long frame = 0)
    {
        var pads = Volatile.Read(ref _pads);
        Check(number, pads.Length);
        if (velocity is not (>= 0f and <= 1f))
            throw new ArgumentOutOfRangeException(nameof(velocity), velocity, $"The velocity is {velocity}; it must be from 0 to 1.");
        return _hits.TryAdd(pads[number].HitAt(velocity, frame));
    }

    /// <summary>Fades out everything from the next block's first frame on, and forgets all hits until now.</summary>
    public void Silence() => _hits.AddSilence();

    /// <summary>Gives the next samples.</summary>
    /// <param name="buffer">Where they go: whole frames of left and right.</param>
    /// <returns>The buffer's length, always.</returns>
    /// <exception cref="ArgumentException">The buffer ends within a frame.</exception>
    public int Read(Span<float> buffer)
    {
        if (buffer.Length % 2 != 0)
            throw new ArgumentException($"{buffer.Length} samples are not whole frames of two.", nameof(buffer));

        buffer.Clear();
        if (_hits.Sort())
            _voices.FadeAll();
        var (start, frames) = (_position, buffer.Length / 2);
        for (var done = 0; done < frames;)
        {
            while (_hits.TryTake(start + done, out var hit))
                _voices.Start(hit);
            var next = (int)Math.Min(frames, _hits.NextFrame - start);
            _voices.Mix(buffer[(2 * done)..(2 * next)]);
            done = next;
        }

        Volatile.Write(ref _activeVoices, _voices.Count);
        Volatile.Write(ref _position, start + frames);
        return buffer.Length;
    }

    // Half a cosine from just below 1 to just above 0: no step at either end.
    private static float[] FadeOut(int frames)
        => [.. Enumerable.Range(1, frames).Select(i => (float)(0.5 + (0.5 * Math.Cos(Math.PI * i / (frames + 1)))))];

    private static void Check(int number, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, count);
    }
}
