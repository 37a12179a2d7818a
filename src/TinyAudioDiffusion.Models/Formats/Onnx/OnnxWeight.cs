using TinyAudioDiffusion.Engine;

namespace TinyAudioDiffusion.Models.Formats.Onnx;

/// <summary>A parameter on its way into an ONNX graph.</summary>
internal sealed class OnnxWeight(float[] values, Shape shape, WeightUse use) : Weight
{
    /// <summary>Gets the values, row major.</summary>
    public float[] Values => values;

    /// <inheritdoc/>
    public override Shape Shape => shape;

    /// <inheritdoc/>
    public override WeightUse Use => use;

    /// <inheritdoc/>
    protected override void Release()
    {
        // The garbage collector frees the array.
    }
}
