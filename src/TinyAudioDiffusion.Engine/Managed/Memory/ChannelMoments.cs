namespace TinyAudioDiffusion.Engine.Managed.Memory;

/// <summary>
/// The count, mean and sum of squared deviations of every channel over every chunk of samples: [batch, chunks, channels, 3].
/// </summary>
internal sealed unsafe class ChannelMoments
{
    public const int Fields = 3;
    private AlignedBuffer? _buffer;

    public int Chunks { get; private set; }

    public int Channels { get; private set; }

    public float* Data => _buffer!.Pointer;

    public void Attach(AlignedBuffer buffer, int chunks, int channels)
    {
        _buffer = buffer;
        Chunks = chunks;
        Channels = channels;
    }

    public AlignedBuffer Detach()
    {
        var buffer = _buffer!;
        _buffer = null;
        return buffer;
    }

    public float* Of(int item, int chunk) => Data + ((((long)item * Chunks) + chunk) * Channels * Fields);
}
