namespace TinyAudioDiffusion.Engine.Differentiation;

/// <summary>A step of a recorded pass, for the way back.</summary>
/// <param name="Output">The tensor that the step returned.</param>
/// <param name="Reads">The tensors whose values the backward reads; the step holds them until it has run.</param>
/// <param name="Kept">What the forward pass kept for the backward beside tensors; null for nothing. The step disposes it.</param>
/// <param name="Backward">Takes over the gradient of the output and gives the inputs theirs.</param>
internal sealed record RecordedStep(
    RecordedTensor Output,
    RecordedTensor[] Reads,
    IDisposable? Kept,
    Action<Tensor, WeightGradients> Backward)
{
    /// <summary>Runs the backward if a gradient has reached the output.</summary>
    public void Run(WeightGradients gradients)
    {
        var gradient = Output.Gradient;
        Output.Gradient = null;
        if (gradient is not null)
            Backward(gradient, gradients);
    }

    /// <summary>Releases what the step holds.</summary>
    public void Free()
    {
        Kept?.Dispose();
        foreach (var tensor in Reads)
            tensor.LetGo();
    }
}
