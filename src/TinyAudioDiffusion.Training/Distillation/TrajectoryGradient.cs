using System.Numerics.Tensors;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Training.Configuration;

namespace TinyAudioDiffusion.Training.Distillation;

/// <summary>
/// Trajectory distillation (Zhou et al., "Simple and Fast Distillation of Diffusion Models", 2024, algorithm 1): the student goes its own
/// way from the same noise, and each of its steps is pulled to the teacher's state at that level. The state that a step starts from counts
/// as
/// given: the gradient does not go back through earlier steps.
/// </summary>
/// <remarks>
/// The paper updates the weights after each step of the student. Here one update takes the gradients of all its steps together, so that a
/// state of the training is always between two paths and a run can be killed at any moment.
/// </remarks>
internal sealed class TrajectoryGradient(
    TrainingConfiguration configuration, TensorEngine engine, DiffusionNetwork network, Teacher teacher, StudentGrid grid,
    PathCache cache, PathLoss loss)
    : DistillationGradient(configuration, engine, network, teacher, grid, cache)
{
    protected override double Add(PathBatch batch, long first, CancellationToken cancellationToken)
    {
        var sum = 0.0;
        for (var call = 0; call < Grid.Calls && double.IsFinite(sum); call++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            batch.Begin(call);
            var current = call;
            sum += Pass(batch, () =>
            {
                batch.Step(current);
                var ofStep = loss.Differentiate(batch, current, Share / Grid.Calls, batch.Velocity);
                TensorPrimitives.Multiply(batch.Velocity, Grid.Slope(current), batch.Velocity);
                return ofStep;
            });
            batch.End();
        }

        return sum;
    }
}
