namespace TinyAudioDiffusion.Engine.Differentiation;

/// <summary>One operation of a pass, seen from behind.</summary>
/// <param name="Output">What the operation gave.</param>
/// <param name="Held">What its backward reads; held until it has run.</param>
/// <param name="Kept">What the operation kept for its backward beside tensors; null for nothing.</param>
/// <param name="Backward">Takes the gradient of the output, which it owns from then on, and gives the inputs theirs.</param>
internal sealed record RecordedStep(RecordedTensor Output, RecordedTensor[] Held, IDisposable? Kept, Action<Tensor, WeightGradients> Backward)
{
    /// <summary>Lets the gradient flow through, if any arrived.</summary>
    public void Run(WeightGradients gradients)
    {
        var gradient = Output.Gradient;
        Output.Gradient = null;
        if (gradient is not null)
            Backward(gradient, gradients);
    }

    public void Free()
    {
        Kept?.Dispose();
        foreach (var tensor in Held)
            tensor.LetGo();
    }
}
