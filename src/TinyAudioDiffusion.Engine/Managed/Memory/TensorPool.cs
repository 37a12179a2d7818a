using System.Collections.Concurrent;

namespace TinyAudioDiffusion.Engine.Managed.Memory;

/// <summary>Rents out tensors and buffers, so that in steady state a pass allocates neither memory nor objects.</summary>
internal sealed class TensorPool(long idleLimit)
{
    private readonly BufferPool _buffers = new(idleLimit);
    private readonly ConcurrentBag<ManagedTensor> _tensors = [];
    private readonly ConcurrentBag<ChannelMoments> _moments = [];

    public ManagedTensor Rent(Shape shape)
    {
        if (!_tensors.TryTake(out var tensor))
            tensor = new ManagedTensor(this);
        tensor.Attach(_buffers.Rent(ManagedTensor.LengthOf(shape)), shape);
        return tensor;
    }

    public ChannelMoments RentMoments(int batch, int chunks, int channels)
    {
        if (!_moments.TryTake(out var moments))
            moments = new ChannelMoments();
        moments.Attach(_buffers.Rent((long)batch * chunks * channels * ChannelMoments.Fields), batch, chunks, channels);
        return moments;
    }

    public AlignedBuffer RentBuffer(long length) => _buffers.Rent(length);

    public void Return(AlignedBuffer buffer) => _buffers.Return(buffer);

    public void Return(ManagedTensor tensor, AlignedBuffer buffer, ChannelMoments? moments)
    {
        _buffers.Return(buffer);
        if (moments is not null)
        {
            _buffers.Return(moments.Detach());
            _moments.Add(moments);
        }

        _tensors.Add(tensor);
    }

    public void Clear() => _buffers.Clear();
}
