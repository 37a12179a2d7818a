namespace TinyAudioDiffusion.Engine.Managed.Memory;

/// <summary>The memory of a tensor [batch, features] as kernels see it. Each row is a whole number of column blocks long.</summary>
internal readonly unsafe struct FeatureView
{
    public readonly float* Data;
    public readonly int Features;
    public readonly int Stride;

    public FeatureView(float* data, int features, int stride)
    {
        Data = data;
        Features = features;
        Stride = stride;
    }

    public float* Row(int item) => Data + ((long)item * Stride);

    public Span<float> Span(int item) => new(Row(item), Features);
}
