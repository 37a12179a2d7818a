using TinyAudioDiffusion.Engine.Managed.Simd;

namespace TinyAudioDiffusion.Engine.Managed.Memory;

/// <summary>
/// What kernels see of a tensor [batch, channels, samples]: [batch][blocks of 16 samples][channels][16]. A tile of columns is one stretch of memory,
/// whatever the length: no stride for caches or page tables to trip over. Samples behind the last are undefined.
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

    /// <summary>Gets the first channel's 16 samples of a block; the next channel's follow.</summary>
    public float* Block(int item, int block) => Data + (((long)item * Blocks) + block) * Channels * Columns.Block;

    /// <summary>Gets one sample of one channel.</summary>
    public float* Sample(int item, int channel, int sample)
        => Block(item, sample / Columns.Block) + (channel * Columns.Block) + (sample % Columns.Block);
}
