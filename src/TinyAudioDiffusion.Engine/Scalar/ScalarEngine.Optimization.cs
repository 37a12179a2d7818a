using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Scalar;

// Norms and steps of the optimiser.
internal sealed partial class ScalarEngine
{
    /// <inheritdoc/>
    protected override double NormCore(IReadOnlyList<Weight> values)
        => Math.Sqrt(values.Sum(value => Own(value).Sum(x => (double)x * x)));

    /// <inheritdoc/>
    protected override void OptimizeCore(IReadOnlyList<LearningWeight> weights, OptimizerStep step)
    {
        foreach (var weight in weights)
        {
            var (w, gradient, average) = (Own(weight.Weight), Own(weight.Gradient), Own(weight.Average));
            var (m, v) = (Own(weight.Mean), Own(weight.MeanSquare));
            for (var i = 0; i < w.Length; i++)
            {
                foreach (var share in step.AveragesBefore)
                    average[i] = Follow(average[i], w[i], share);
                var g = gradient[i] * step.GradientScale;
                m[i] += (g - m[i]) * step.MeanShare;
                v[i] = (v[i] * step.SquareKept) + (g * g * step.SquareShare);
                w[i] = (w[i] * step.Kept) - (m[i] / ((MathF.Sqrt(v[i]) / step.RootCorrection) + step.Epsilon) * step.StepSize);
                gradient[i] = 0;
                foreach (var share in step.AveragesAfter)
                    average[i] = Follow(average[i], w[i], share);
            }
        }
    }

    private static float Follow(float average, float weight, float share)
        => share == 1 ? weight : average + ((weight - average) * share);
}
