namespace TinyAudioDiffusion.Engine.Managed.Memory;

/// <summary>
/// The count, mean and sum of squared deviations of every channel over every chunk of samples: [batch, chunks, channels, 3]. It keeps the
/// statistics of groups of channels, which the forward pass and several steps of the backward pass need.
/// </summary>
internal sealed unsafe class ChannelMoments
{
    public const int Fields = 3;
    private AlignedBuffer? _buffer;
    private (double Mean, double Inverse)[] _statistics = [];
    private int _groups;
    private int _batch;

    public int Chunks { get; private set; }

    public int Channels { get; private set; }

    public float* Data => _buffer!.Pointer;

    public void Attach(AlignedBuffer buffer, int batch, int chunks, int channels)
    {
        (_buffer, _batch, _groups) = (buffer, batch, 0);
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

    /// <summary>
    /// Gives the place of a group's mean and of 1 / sqrt(variance + epsilon); zeros until somebody has computed them.
    /// </summary>
    public ref (double Mean, double Inverse) StatisticsOf(int item, int group, int groups)
    {
        if (_groups != groups)
        {
            _groups = groups;
            if (_statistics.Length < _batch * groups)
                _statistics = new (double, double)[_batch * groups];
            Array.Clear(_statistics);
        }

        return ref _statistics[(item * groups) + group];
    }
}
