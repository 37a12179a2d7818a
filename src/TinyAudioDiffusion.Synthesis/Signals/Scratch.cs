using System.Buffers;

namespace TinyAudioDiffusion.Synthesis.Signals;

/// <summary>A rented run of samples, silent at first.</summary>
internal readonly struct Scratch : IDisposable
{
    private readonly float[] _samples;
    private readonly int _length;

    public Scratch(int length)
    {
        (_samples, _length) = (ArrayPool<float>.Shared.Rent(Math.Max(1, length)), length);
        Span.Clear();
    }

    public Span<float> Span => _samples.AsSpan(0, _length);

    public void Dispose() => ArrayPool<float>.Shared.Return(_samples);
}
