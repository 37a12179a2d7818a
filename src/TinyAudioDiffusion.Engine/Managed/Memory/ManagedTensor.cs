using TinyAudioDiffusion.Engine.Managed.Simd;

namespace TinyAudioDiffusion.Engine.Managed.Memory;

/// <summary>
/// A tensor in pooled memory: with three axes in the layout of <see cref="TensorView"/>, with one or two in that of
/// <see cref="FeatureView"/>.
/// </summary>
internal sealed unsafe class ManagedTensor : Tensor
{
    private readonly TensorPool _pool;
    private AlignedBuffer? _buffer;
    private Shape _shape;

    public ManagedTensor(TensorPool pool) => _pool = pool;

    public override Shape Shape
    {
        get
        {
            ObjectDisposedException.ThrowIf(_buffer is null, typeof(Tensor));
            return _shape;
        }
    }

    public TensorView View => new(_buffer!.Pointer, Shape[1], Shape[2]);

    public FeatureView Features => new(_buffer!.Pointer, Shape.RowLength, Columns.RoundUp(Shape.RowLength));

    /// <summary>Gets or sets the moments of every channel; null if the operation that made the tensor did not gather them.</summary>
    public ChannelMoments? Moments { get; set; }

    /// <summary>Gets all floats with their padding, for operations that go element by element over tensors of one shape.</summary>
    public Span<float> Everything => new(_buffer!.Pointer, checked((int)_buffer.Length));

    public static long LengthOf(Shape shape) => (long)shape.Rows * Columns.RoundUp(shape.RowLength);

    public void Attach(AlignedBuffer buffer, Shape shape)
    {
        _buffer = buffer;
        _shape = shape;
    }

    protected override void Release()
    {
        var buffer = Interlocked.Exchange(ref _buffer, null);
        ObjectDisposedException.ThrowIf(buffer is null, typeof(Tensor));
        var moments = Moments;
        Moments = null;
        _pool.Return(this, buffer, moments);
    }
}
