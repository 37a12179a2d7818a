namespace TinyAudioDiffusion.Engine.Scalar;

/// <summary>A parameter as the state dict holds it.</summary>
internal sealed class ScalarWeight(float[] values, Shape shape, WeightUse use) : Weight
{
    public override Shape Shape => shape;

    public override WeightUse Use => use;

    public float[] Values => values;

    protected override void Release()
    {
        // An array is the garbage collector's.
    }
}
