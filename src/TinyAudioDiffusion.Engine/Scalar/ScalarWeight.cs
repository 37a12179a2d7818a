namespace TinyAudioDiffusion.Engine.Scalar;

/// <summary>A parameter in the layout of the state dict.</summary>
internal sealed class ScalarWeight(float[] values, Shape shape, WeightUse use) : Weight
{
    public override Shape Shape => shape;

    public override WeightUse Use => use;

    public float[] Values => values;

    protected override void Release()
    {
        // The garbage collector frees the array.
    }
}
