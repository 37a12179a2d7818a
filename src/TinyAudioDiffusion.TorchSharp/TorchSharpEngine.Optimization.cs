using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Weights;
using TinyAudioDiffusion.TorchSharp.Tensors;
using TorchSharp;

namespace TinyAudioDiffusion.TorchSharp;

// Norms and steps of the optimiser. Weights, gradients, averages and moments stay on the device.
public partial class TorchSharpEngine
{
    /// <inheritdoc/>
    protected override double NormCore(IReadOnlyList<Weight> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        using var scope = new TorchScope(records: false);
        if (values.Count == 0)
            return 0;

        // One number a weight, then one number of all: only that one comes to the host.
        Span<float> norm = stackalloc float[1];
        ToHost(torch.stack(values.Select(value => Own(value).Value.norm())).norm(), norm);
        return norm[0];
    }

    /// <inheritdoc/>
    protected override void OptimizeCore(IReadOnlyList<LearningWeight> weights, OptimizerStep step)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(step);
        using var root = (Scalar)step.RootCorrection;
        using var epsilon = (Scalar)step.Epsilon;
        using var one = (Scalar)1f;
        using var length = (Scalar)(-step.StepSize);
        using var kept = (Scalar)step.Kept;
        using var squareKept = (Scalar)step.SquareKept;
        using var squareShare = (Scalar)step.SquareShare;
        using var meanShare = (Scalar)step.MeanShare;
        foreach (var learning in weights)
        {
            using var scope = new TorchScope(records: false);
            var weight = Own(learning.Weight);
            var (w, gradient, average) = (weight.Value, Own(learning.Gradient).Value, Own(learning.Average).Value);
            var (m, v) = (Own(learning.Mean).Value, Own(learning.MeanSquare).Value);
            Follow(average, w, step.AveragesBefore);
            var g = gradient.Times(step.GradientScale);
            _ = m.add_(g.sub(m), meanShare);
            _ = v.mul_(squareKept).addcmul_(g, g, squareShare);
            _ = w.mul_(kept).addcdiv_(m, v.sqrt().div_(root).add_(epsilon, one), length);
            _ = gradient.zero_();
            Follow(average, w, step.AveragesAfter);
            weight.Change();
        }
    }

    private static void Follow(torch.Tensor average, torch.Tensor weight, IReadOnlyList<float> shares)
    {
        foreach (var share in shares)
        {
            using Scalar amount = share;
            _ = share == 1 ? average.copy_(weight) : average.add_(weight.sub(average), amount);
        }
    }
}
