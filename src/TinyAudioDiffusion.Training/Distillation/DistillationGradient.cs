using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Training.Objective;
using TinyAudioDiffusion.Training.Runs;

namespace TinyAudioDiffusion.Training.Distillation;

/// <summary>The gradients of a distillation's steps: which paths a step takes, and the passes over them.</summary>
/// <param name="configuration">The distillation.</param>
/// <param name="engine">The engine that computes.</param>
/// <param name="network">The student.</param>
/// <param name="teacher">The teacher.</param>
/// <param name="grid">The student's noise levels.</param>
/// <param name="cache">Its paths.</param>
internal abstract class DistillationGradient(
    TrainingConfiguration configuration, TensorEngine engine, DiffusionNetwork network, Teacher teacher, StudentGrid grid,
    PathCache cache) : IStepGradient
{
    private readonly TrainingDraws _draws = new(configuration.Seed);
    private readonly int[] _numbers = new int[configuration.Batch * configuration.Accumulation];

    /// <inheritdoc/>
    public string Description => $"the paths of the step are {string.Join(", ", _numbers)}";

    /// <inheritdoc/>
    public WeightGradients Gradients { get; } = new(engine);

    /// <inheritdoc/>
    public double Compute(int step, CancellationToken cancellationToken)
    {
        var first = (long)step * _numbers.Length;
        for (var i = 0; i < _numbers.Length; i++)
            _numbers[i] = _draws.Sound(first + i, configuration.Distillation!.PathCount).Index;
        var loss = 0.0;
        for (var pass = 0; pass < configuration.Accumulation && double.IsFinite(loss); pass++)
        {
            var place = pass * configuration.Batch;
            var paths = cache.Get(_numbers.AsSpan(place, configuration.Batch), cancellationToken);
            loss += Add(new PathBatch(teacher, grid, paths), first + place, cancellationToken);
        }

        return loss;
    }

    /// <inheritdoc/>
    public void Dispose() => Gradients.Dispose();

    /// <summary>Gets the number of paths of a step.</summary>
    protected int PathsOfStep => _numbers.Length;

    /// <summary>Gets the weight of a path in the loss of a step.</summary>
    protected double Share => 1.0 / _numbers.Length;

    /// <summary>Gets the student's noise levels.</summary>
    protected StudentGrid Grid => grid;

    /// <summary>Gets the draws of the distillation.</summary>
    protected TrainingDraws Draws => _draws;

    /// <summary>Adds the gradients of some paths.</summary>
    /// <param name="batch">The paths.</param>
    /// <param name="first">The number of the first path since the beginning.</param>
    /// <param name="cancellationToken">Stops the work between two passes of the network.</param>
    /// <returns>Their share of the loss.</returns>
    protected abstract double Add(PathBatch batch, long first, CancellationToken cancellationToken);

    /// <summary>
    /// Runs a forward pass on the states of a batch, lets a caller turn the velocities into the derivative by them, and runs the backward
    /// pass.
    /// </summary>
    protected double Pass(PathBatch batch, Func<double> differentiate)
        => Pass(batch, (tape, velocity) =>
        {
            tape.Engine.Read(velocity, batch.Velocity);
            var loss = differentiate();
            if (double.IsFinite(loss))
                tape.Backward(velocity, batch.Velocity, Gradients);
            return loss;
        });

    /// <summary>Runs a forward pass on the states of a batch, and lets a caller run the backward pass from the velocities.</summary>
    protected double Pass(PathBatch batch, Func<GradientTape, Tensor, double> backward)
    {
        using var tape = engine.CreateTape(configuration.GradientCheckpointing);
        using var x = tape.Engine.CreateTensor(batch.State, new Shape(batch.Size, batch.Channels, batch.Samples));
        using var velocity = network.Forward(
            tape.Engine, new NetworkInputs { Waveforms = x, NoiseLevels = batch.Levels }, batch.Classes, batch.Characters);
        return backward(tape, velocity);
    }
}
