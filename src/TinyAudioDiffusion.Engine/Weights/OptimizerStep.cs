namespace TinyAudioDiffusion.Engine.Weights;

/// <summary>
/// The numbers of one step of AdamW (Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2019, algorithm 2), in the order of
/// operations of PyTorch, and of the moving average around it.
/// </summary>
/// <remarks>
/// <code>
/// g = gradient * GradientScale
/// m = m + (g - m) * MeanShare
/// v = v * SquareKept + g * g * SquareShare
/// w = w * Kept - m / (sqrt(v) / RootCorrection + Epsilon) * StepSize
/// average = average + (w - average) * share
/// </code>
/// Every operation is rounded by itself, so that the bits do not depend on the width of the vectors.
/// </remarks>
public sealed record OptimizerStep
{
    /// <summary>Gets the factor of the gradients: below 1 where they are clipped.</summary>
    public required float GradientScale { get; init; }

    /// <summary>Gets the share of the gradient in the new mean gradient.</summary>
    public required float MeanShare { get; init; }

    /// <summary>Gets how much of the mean squared gradient stays.</summary>
    public required float SquareKept { get; init; }

    /// <summary>Gets the share of the squared gradient in the new mean squared gradient.</summary>
    public required float SquareShare { get; init; }

    /// <summary>Gets the divisor of the root of the mean squared gradient.</summary>
    public required float RootCorrection { get; init; }

    /// <summary>Gets what is added to the root, above 0.</summary>
    public required float Epsilon { get; init; }

    /// <summary>Gets the length of the step.</summary>
    public required float StepSize { get; init; }

    /// <summary>Gets how much of each weight stays.</summary>
    public required float Kept { get; init; }

    /// <summary>Gets the shares of the weight in the updates of its average before the step; 1 copies.</summary>
    public IReadOnlyList<float> AveragesBefore { get; init; } = [];

    /// <summary>Gets the shares of the weight in the updates of its average after the step; 1 copies.</summary>
    public IReadOnlyList<float> AveragesAfter { get; init; } = [];
}
