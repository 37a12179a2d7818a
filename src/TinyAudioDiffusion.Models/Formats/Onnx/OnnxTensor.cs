using TinyAudioDiffusion.Engine;

namespace TinyAudioDiffusion.Models.Formats.Onnx;

/// <summary>A value of an ONNX graph; it has a name and no numbers.</summary>
internal sealed class OnnxTensor(string name, Shape shape) : Tensor
{
    /// <summary>Gets the name.</summary>
    public string Name => name;

    /// <inheritdoc/>
    public override Shape Shape => shape;

    /// <inheritdoc/>
    protected override void Release()
    {
        // A name holds nothing.
    }
}
