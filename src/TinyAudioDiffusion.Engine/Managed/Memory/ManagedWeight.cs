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
        if (use == WeightUse.Values)
        {
            // Zeros behind the values, so that a bias can be read for a whole panel of rows.
            _buffer = new AlignedBuffer(Columns.RoundUp(values.Length));
            var all = new Span<float>(_buffer.Pointer, (int)_buffer.Length);
            values.CopyTo(all);
            all[values.Length..].Clear();
        }
        else
        {
            _buffer = PanelPacking.Pack(values, shape, use);
        }
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

    protected override void Release()
    {
        _buffer?.Dispose();
        _buffer = null;
    }
}
