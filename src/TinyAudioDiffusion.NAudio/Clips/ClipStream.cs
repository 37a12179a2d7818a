using System.Runtime.InteropServices;
using NAudio.Wave;

namespace TinyAudioDiffusion.NAudio.Clips;

/// <summary>
/// A clip as NAudio's readers show files: a seekable stream of 32-bit float samples, interleaved, that is a sample provider as well.
/// </summary>
internal sealed class ClipStream : WaveStream, ISampleProvider
{
    private readonly float[] _samples;
    private int _position; // in bytes, as streams count

    public ClipStream(AudioClip clip)
    {
        ArgumentNullException.ThrowIfNull(clip);
        // Streams count bytes in whole numbers that NAudio casts to int here and there.
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)clip.Samples.Length * sizeof(float), int.MaxValue, nameof(clip));
        WaveFormat = WaveFormat.CreateIeeeFloatWaveFormat(clip.SampleRate, clip.Channels);
        _samples = Interleaving.Interleave(clip, clip.Channels);
    }

    /// <inheritdoc/>
    public override WaveFormat WaveFormat { get; }

    /// <inheritdoc/>
    public override long Length => (long)_samples.Length * sizeof(float);

    /// <summary>
    /// Gets or sets the place in bytes; what lies within a frame is moved to the frame's start, what lies outside of the sound to its ends.
    /// </summary>
    public override long Position
    {
        get => _position;
        set
        {
            var inside = Math.Clamp(value, 0, Length);
            _position = (int)(inside - (inside % WaveFormat.BlockAlign));
        }
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var rest = MemoryMarshal.AsBytes(_samples.AsSpan())[_position..];
        var count = Math.Min(buffer.Length, rest.Length);
        rest[..count].CopyTo(buffer);
        _position += count;
        return count;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public int Read(Span<float> buffer) => Read(MemoryMarshal.AsBytes(buffer)) / sizeof(float);
}
