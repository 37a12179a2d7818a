using TinyAudioDiffusion.Engine.Managed.Simd;

namespace TinyAudioDiffusion.Engine.Managed.Memory;

/// <summary>A parameter as the kernels read it: panels for products, or the plain values.</summary>
internal sealed unsafe class ManagedWeight : Weight
{
    private AlignedBuffer? _buffer;

    /// <summary>Initializes a new instance whose values are not set yet.</summary>
    /// <param name="shape">The extents.</param>
    /// <param name="use">What the parameter is used for.</param>
    /// <param name="length">The number of floats that its layout takes.</param>
    public ManagedWeight(Shape shape, WeightUse use, long length)
    {
        Shape = shape;
        Use = use;
        _buffer = new AlignedBuffer(length);
    }

    public override Shape Shape { get; }

    public override WeightUse Use { get; }

    public float* Data
    {
        get
        {
            ObjectDisposedException.ThrowIf(_buffer is null, typeof(Weight));
            return _buffer.Pointer;
        }
    }

    /// <summary>Gets the plain values of a weight for <see cref="WeightUse.Values"/>.</summary>
    public Span<float> Values => new(Data, Shape.ElementCount);

    /// <summary>
    /// Sets the values of a weight for <see cref="WeightUse.Values"/>. Zeros follow them, so that kernels can read a bias in whole panels.
    /// </summary>
    public void Fill(ReadOnlySpan<float> values)
    {
        var all = new Span<float>(Data, Columns.RoundUp(values.Length));
        values.CopyTo(all);
        all[values.Length..].Clear();
    }

    protected override void Release()
    {
        _buffer?.Dispose();
        _buffer = null;
    }
}
