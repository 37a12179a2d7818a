using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Training.Runs;

namespace TinyAudioDiffusion.Training.Distillation;

/// <summary>
/// Measures a student on noises that it does not learn from: its own way from each, against the teacher's. The loss is that of the
/// trajectory; of a reflow, whose way is another one, that of the last step alone.
/// </summary>
internal sealed class PathValidation(
    TrainingConfiguration configuration, Teacher teacher, StudentGrid grid, PathCache heldOut, PathLoss loss) : IValidation
{
    public double Run(IDiffusionModel model, CancellationToken cancellationToken)
    {
        var (clips, calls) = (configuration.Validation.Clips, grid.Calls);
        var first = configuration.Distillation!.Method == DistillationMethod.Trajectory ? 0 : calls - 1;
        var sum = 0.0;
        for (var done = 0; done < clips; done += configuration.Batch)
        {
            int[] numbers = [.. Enumerable.Range(done, Math.Min(configuration.Batch, clips - done))];
            var batch = new PathBatch(teacher, grid, heldOut.Get(numbers, cancellationToken));
            for (var call = 0; call < calls; call++)
            {
                batch.Begin(call);
                model.PredictVelocity(
                    new VelocityRequest
                    {
                        Noisy = batch.State,
                        NoiseLevels = batch.Levels,
                        Samples = batch.Samples,
                        Classes = batch.Classes,
                        Characters = batch.Characters,
                    },
                    batch.Velocity);
                batch.Step(call);
                if (call >= first)
                    sum += loss.Differentiate(batch, call, 1.0 / (clips * (calls - first)), []);
                batch.End();
            }
        }

        return sum;
    }
}
