using System.Buffers;

namespace TinyAudioDiffusion.Synthesis.Signals;

/// <summary>
/// A sound while it is made, as what both loudspeakers share and what tells them apart: left = mid + side, right = mid - side.
/// </summary>
internal sealed class StereoSound : IDisposable
{
    /// <summary>The sample rate of everything here, in Hz.</summary>
    public const int SampleRate = 44100;

    private readonly float[] _mid;
    private readonly float[] _side;

    /// <summary>Initializes a new instance of silence.</summary>
    /// <param name="length">The length in samples.</param>
    public StereoSound(int length)
    {
        Length = length;
        (_mid, _side) = (ArrayPool<float>.Shared.Rent(length), ArrayPool<float>.Shared.Rent(length));
        Mid.Clear();
        Side.Clear();
    }

    public int Length { get; }

    public Span<float> Mid => _mid.AsSpan(0, Length);

    public Span<float> Side => _side.AsSpan(0, Length);

    /// <summary>The number of samples of a time in seconds, within the sound.</summary>
    public int Samples(float seconds) => Math.Clamp((int)(seconds * SampleRate), 0, Length);

    /// <summary>The largest magnitude that a loudspeaker plays.</summary>
    public float Peak()
    {
        var mid = Mid;
        var side = Side;
        var peak = 0f;
        for (var i = 0; i < mid.Length; i++)
            peak = Math.Max(peak, Math.Abs(mid[i]) + Math.Abs(side[i]));
        return peak;
    }

    /// <summary>Changes the level of everything.</summary>
    public void Scale(float gain)
    {
        var mid = Mid;
        var side = Side;
        for (var i = 0; i < mid.Length; i++)
            (mid[i], side[i]) = (gain * mid[i], gain * side[i]);
    }

    /// <summary>Writes what the two loudspeakers play.</summary>
    public void CopyTo(Span<float> left, Span<float> right)
    {
        var mid = Mid;
        var side = Side;
        for (var i = 0; i < mid.Length; i++)
            (left[i], right[i]) = (mid[i] + side[i], mid[i] - side[i]);
    }

    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(_mid);
        ArrayPool<float>.Shared.Return(_side);
    }
}
