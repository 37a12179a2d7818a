using TinyAudioDiffusion.Engine.Managed.Simd;

namespace TinyAudioDiffusion.Engine.Managed.Memory;

/// <summary>
/// The memory of a tensor [batch, channels, samples] as kernels see it: [batch][blocks of 16 samples][channels][16]. A tile of columns is
/// one contiguous piece of memory, whatever the length, which suits caches and page tables. Values behind the last sample are undefined.
/// </summary>
internal readonly unsafe struct TensorView
{
    public readonly float* Data;
    public readonly int Channels;
    public readonly int Samples;

    public TensorView(float* data, int channels, int samples)
    {
        Data = data;
        Channels = channels;
        Samples = samples;
    }

    public int Blocks => (Samples + Columns.Block - 1) / Columns.Block;

    /// <summary>Gets the 16 samples of a block in the first channel; those of the next channel follow.</summary>
    public float* Block(int item, int block) => Data + (((long)item * Blocks) + block) * Channels * Columns.Block;

    /// <summary>Gets one sample of one channel.</summary>
    public float* Sample(int item, int channel, int sample)
        => Block(item, sample / Columns.Block) + (channel * Columns.Block) + (sample % Columns.Block);
}
