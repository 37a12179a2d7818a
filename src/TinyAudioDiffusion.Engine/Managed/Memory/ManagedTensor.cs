namespace TinyAudioDiffusion.Engine.Managed.Memory;

/// <summary>
/// Rows of the innermost extent at a stride that is a multiple of a column block and never a multiple of 2 KB, so that the rows of a tile do not
/// fall on the same cache sets. What lies between a row's end and the next row is undefined.
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

    public TensorView View { get; private set; }

    /// <summary>Gets or sets the moments of every channel, where the operation that made the tensor gathered them.</summary>
    public ChannelMoments? Moments { get; set; }

    public void Attach(AlignedBuffer buffer, Shape shape, int rowStride)
    {
        _buffer = buffer;
        _shape = shape;
        View = new TensorView(buffer.Pointer, shape.Rank == 3 ? shape[1] : 1, shape.RowLength, rowStride);
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
