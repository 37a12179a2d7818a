using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Training.Optimization;

/// <summary>AdamW with PyTorch's corrections of the two moments. The engine takes the steps.</summary>
internal static class AdamW
{
    /// <summary>Prepares one step.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="rate">The learning rate of this step.</param>
    /// <param name="step">The number of the step, from 1.</param>
    /// <param name="gradientScale">The factor of the gradients: below 1 where they are clipped.</param>
    public static OptimizerStep Step(AdamWOptions options, double rate, long step, float gradientScale) => new()
    {
        GradientScale = gradientScale,
        MeanShare = (float)(1 - options.Beta1),
        SquareKept = (float)options.Beta2,
        SquareShare = (float)(1 - options.Beta2),
        RootCorrection = (float)Math.Sqrt(1 - Math.Pow(options.Beta2, step)),
        Epsilon = (float)options.Epsilon,
        StepSize = (float)(rate / (1 - Math.Pow(options.Beta1, step))),
        Kept = (float)(1 - (rate * options.WeightDecay)),
    };
}
