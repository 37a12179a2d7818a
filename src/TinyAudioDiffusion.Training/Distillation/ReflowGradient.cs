using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Training.Configuration;

namespace TinyAudioDiffusion.Training.Distillation;

/// <summary>
/// Reflow (Liu, Gong and Liu, "Flow Straight and Fast", 2023, with the angles of the velocity in place of straight lines): the usual
/// objective on pairs of a noise and the sound that the teacher makes of it, at a random noise level. Where both are known at every level,
/// the way from one to the other can be gone in few steps.
/// </summary>
internal sealed class ReflowGradient(
    TrainingConfiguration configuration, TensorEngine engine, DiffusionNetwork network, Teacher teacher, StudentGrid grid,
    PathCache cache)
    : DistillationGradient(configuration, engine, network, teacher, grid, cache)
{
    protected override double Add(PathBatch batch, long first, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        for (var item = 0; item < batch.Size; item++)
        {
            var state = batch.Of(batch.State, item);
            var target = batch.Of(batch.Target, item);
            var sound = batch.Of(batch.Next, item);
            var level = Draws.NoiseLevel(first + item, PathsOfStep);
            batch.ReadState(item, Grid.Calls - 1, sound);
            batch.Paths[item].Start.Noise.Fill(target, batch.Channels, draw: 0);
            VObjective.Noisy(sound, target, level, state);
            VObjective.Velocity(sound, target, level, target);
            batch.Levels[item] = level;
        }

        return Pass(batch, (tape, velocity) => tape.BackwardSquaredError(
            velocity, batch.Target, [.. Enumerable.Repeat(Share, batch.Size)], Gradients));
    }
}
