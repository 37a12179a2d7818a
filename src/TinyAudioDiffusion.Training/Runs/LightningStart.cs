using TinyAudioDiffusion.Models.Formats.Checkpoints;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Training.Optimization;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>A Lightning checkpoint as a whole: what it computed with, its average, and where its optimiser was.</summary>
internal sealed class LightningStart(Checkpoint checkpoint) : TrainingStart
{
    internal override TrainingCounters Restore(TrainingJob job, NetworkWeights network, Registry<ITransformFactory> transforms, ParameterState state)
    {
        network.Load(checkpoint.Select(WeightSet.Online));
        var averageCalls = 0L;
        if (checkpoint.Summary.HasEmaWeights)
        {
            Read(checkpoint.Select(WeightSet.Ema), network, state.Averages);
            averageCalls = ReadAverageCalls();
        }
        else
        {
            state.StartAverages(network);
        }

        var optimizer = checkpoint.ReadOptimizer()
            ?? throw new TrainingException($"{checkpoint.DisplayPath} holds no optimiser's state to go on with: start from its weights alone.");
        Read(optimizer.Means, network, state.Means);
        Read(optimizer.MeanSquares, network, state.MeanSquares);
        return TrainingCounters.None with { OptimizerStep = optimizer.Step, AverageCalls = averageCalls };
    }

    // One number, with shape [1] in older files and [] in newer ones.
    private long ReadAverageCalls()
    {
        const string Name = "model_ema.step";
        if (checkpoint.Find(Name) is not { ElementCount: 1 })
            throw new TrainingException($"{checkpoint.DisplayPath} ({Name}): does not say how often its average was called, so that it cannot be gone on with: start from its weights alone.");
        Span<long> calls = stackalloc long[1];
        checkpoint.Read(Name, calls);
        return calls[0] >= 0 ? calls[0] : throw new TrainingException($"{checkpoint.DisplayPath} ({Name}): is {calls[0]}; the file is damaged.");
    }
}
