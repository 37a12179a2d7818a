using TinyAudioDiffusion.Engine.Differentiation;
using TinyAudioDiffusion.Engine.Layers;

namespace TinyAudioDiffusion.Engine.Managed;

// The backward of attention.
public sealed unsafe partial class ManagedEngine
{
    /// <inheritdoc/>
    (Tensor Y, IDisposable Kept) IGradientOperations.AttendKeeping(Tensor x, Tensor? context, AttentionWeights attention)
        => throw new NotSupportedException("The managed engine does not keep what attention computes yet.");

    /// <inheritdoc/>
    (Tensor X, Tensor? Context) IGradientOperations.AttendBackward(
        Tensor x, Tensor? context, AttentionWeights attention, IDisposable kept, Tensor dy, WeightGradients gradients)
        => throw new NotSupportedException("The managed engine does not take gradients back through attention yet.");
}
