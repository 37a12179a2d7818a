using TinyAudioDiffusion.Engine.Managed.Kernels;
using TinyAudioDiffusion.Engine.Managed.Simd;

namespace TinyAudioDiffusion.Engine.Managed.Memory;

/// <summary>A parameter as the kernels read it; see <see cref="PanelPacking"/> for the layouts.</summary>
internal sealed unsafe class ManagedWeight : Weight
{
    private AlignedBuffer? _buffer;

    public ManagedWeight(ReadOnlySpan<float> values, Shape shape, WeightUse use)
    {
        Shape = shape;
        Use = use;
        _buffer = new AlignedBuffer(use == WeightUse.Values ? Columns.RoundUp(values.Length) : PanelPacking.LengthOf(shape, use));
        Fill(values);
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

    public ReadOnlySpan<float> Values => new(Data, Shape.ElementCount);

    /// <summary>Takes other values in.</summary>
    public void Fill(ReadOnlySpan<float> values)
    {
        if (Use != WeightUse.Values)
        {
            PanelPacking.Pack(values, Shape, Use, Data);
            return;
        }

        // Zeros behind the values, so that a bias can be read for a whole panel of rows.
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
