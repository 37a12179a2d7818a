using TinyAudioDiffusion.Models.Formats.Checkpoints;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Training.Optimization;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>The start of a training: random weights, a model, a Lightning checkpoint or a training state.</summary>
public abstract class TrainingStart
{
    private protected TrainingStart()
    {
    }

    /// <summary>Gets the start with random weights, drawn from the configuration's seed.</summary>
    public static TrainingStart FromSeed { get; } = new SeededStart();

    /// <summary>Gets the start that goes on where the latest training state in the training's folder ends.</summary>
    public static TrainingStart Resume { get; } = new ResumedStart(fromBest: false);

    /// <summary>
    /// Gets the start that goes on from the training state with the lowest validation loss, in the training's folder. What came after it is
    /// forgotten.
    /// </summary>
    public static TrainingStart ResumeBest { get; } = new ResumedStart(fromBest: true);

    /// <summary>Starts from the weights of a model, with a fresh optimiser.</summary>
    /// <param name="weights">The weights, under names that start with "net."; stay the caller's.</param>
    /// <returns>The start.</returns>
    public static TrainingStart FromModel(IWeightFile weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return new ModelStart(weights);
    }

    /// <summary>Starts from a Lightning checkpoint as a whole: online weights, their moving average, and the optimiser's state.</summary>
    /// <param name="checkpoint">The checkpoint; stays the caller's.</param>
    /// <returns>The start.</returns>
    public static TrainingStart FromCheckpoint(Checkpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        return new LightningStart(checkpoint);
    }

    /// <summary>Gets a value indicating whether the folder's training goes on instead of a new one.</summary>
    internal virtual bool IsResumed => false;

    /// <summary>
    /// Gets a value indicating whether the folder's latest training state is the start, so that nothing needs to be saved before the first
    /// step.
    /// </summary>
    internal virtual bool IsAtLastState => false;

    /// <summary>Loads the network and fills the averages and the moments of the optimiser. Returns the counters.</summary>
    internal abstract TrainingCounters Restore(
        TrainingJob job, NetworkWeights network, Registry<ITransformFactory> transforms, ParameterState state);

    private protected static void Read(IWeightFile file, NetworkWeights network, ParameterSet values)
    {
        network.RequireMatch(file);
        values.Fill(file);
    }
}
