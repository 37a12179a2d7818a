namespace TinyAudioDiffusion.Engine.Managed.Memory;

/// <summary>What kernels see of a tensor, [batch, channels, samples].</summary>
internal readonly unsafe struct TensorView
{
    public readonly float* Data;
    public readonly int Channels;
    public readonly int Samples;
    public readonly int RowStride;

    public TensorView(float* data, int channels, int samples, int rowStride)
    {
        Data = data;
        Channels = channels;
        Samples = samples;
        RowStride = rowStride;
    }

    public float* Row(int item, int channel) => Data + ((((long)item * Channels) + channel) * RowStride);
}
