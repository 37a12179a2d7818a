namespace TinyAudioDiffusion.Engine.Scalar;

/// <summary>An array of values with a shape.</summary>
internal sealed class ScalarTensor(Shape shape) : Tensor
{
    public override Shape Shape => shape;

    public float[] Values { get; } = new float[shape.ElementCount];

    public float this[int batch, int channel, int sample]
    {
        get => Values[(((batch * shape[1]) + channel) * shape[2]) + sample];
        set => Values[(((batch * shape[1]) + channel) * shape[2]) + sample] = value;
    }

    protected override void Release()
    {
        // The garbage collector frees the array.
    }
}
