using TinyAudioDiffusion.Engine.Managed.Kernels;
using TinyAudioDiffusion.Engine.Managed.Simd;

namespace TinyAudioDiffusion.Engine.Managed.Memory;

/// <summary>A parameter as the kernels read it; see <see cref="PanelPacking"/> for the layouts.</summary>
internal sealed unsafe class ManagedWeight : Weight
{
    private AlignedBuffer? _buffer;

    /// <summary>Makes room; the values are any.</summary>
    public ManagedWeight(Shape shape, WeightUse use)
    {
        Shape = shape;
        Use = use;
        _buffer = new AlignedBuffer(use == WeightUse.Values ? Columns.RoundUp(shape.ElementCount) : PanelPacking.LengthOf(shape, use));
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

    /// <summary>Gets what is kept as it is, <see cref="WeightUse.Values"/>.</summary>
    public ReadOnlySpan<float> Values => new(Data, Shape.ElementCount);

    /// <summary>Takes <see cref="WeightUse.Values"/> in, with zeros behind them, so that a bias can be read for a whole panel of rows.</summary>
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
