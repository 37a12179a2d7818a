using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.TorchSharp.Tensors;
using TorchSharp;

namespace TinyAudioDiffusion.TorchSharp.Differentiation;

/// <summary>
/// The engine of a tape. It computes like the engine that made the tape, but with weights for which libtorch collects gradients.
/// </summary>
/// <param name="engine">The engine that made the tape.</param>
/// <param name="tape">The tape.</param>
internal sealed class TorchRecorder(TorchSharpEngine engine, TorchTape tape) : TorchSharpEngine(engine)
{
    /// <inheritdoc/>
    public override bool IsRecording => true;

    private protected override bool Records => !tape.IsInSegment;

    /// <inheritdoc/>
    public override Tensor ComputeSegment<TState>(Tensor x, TState state, Func<TensorEngine, Tensor, TState, Tensor> segment)
    {
        ArgumentNullException.ThrowIfNull(segment);
        return tape.ComputeSegment(Own(x), input => Own(segment(this, input, state)));
    }

    private protected override torch.Tensor Full(Weight weight) => tape.IsInSegment ? base.Full(weight) : tape.Leaf(Own(weight)).Full;

    private protected override torch.Tensor Rounded(Weight weight, torch.ScalarType type)
        => tape.IsInSegment ? base.Rounded(weight, type) : tape.Leaf(Own(weight)).Rounded(type);

    private protected override TorchTensor Give(torch.Tensor value, Shape shape) => tape.Wrap(value, shape);

    /// <inheritdoc/>
    protected override GradientTape CreateTapeCore(bool gradientCheckpointing)
        => throw new NotSupportedException("A tape records passes, not other tapes.");

    /// <inheritdoc/>
    protected override void UpdateCore(Weight weight, ReadOnlySpan<float> values)
        => throw new InvalidOperationException("A weight cannot change while a tape records; update it when the tape is disposed.");
}
