using System.Diagnostics;
using TinyAudioDiffusion.Engine.Managed;
using TinyAudioDiffusion.Models.Formats;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Training.Diagnostics;
using TinyAudioDiffusion.Training.Recipes;

namespace TinyAudioDiffusion.Cli.Benchmarking;

/// <summary>Times training steps. Runs last, on an engine of its own, so that the memory is the training's: nothing measured before needs more.</summary>
internal sealed class TrainingBenchJob
{
    private const int WarmUps = 2;

    public required ModelDescription Model { get; init; }

    public required Registry<ITransformFactory> Transforms { get; init; }

    public required int Batch { get; init; }

    public required int Steps { get; init; }

    public required bool Checkpointing { get; init; }

    public required Stages Stages { get; init; }

    public BenchReport Run(BenchReport forward, CancellationToken cancellationToken)
    {
        // What the forward passes left is not the training's.
        GC.Collect();
        using var engine = new ManagedEngine(new ManagedEngineOptions { Threads = forward.Threads });
        using var steps = new StepTimer(
            engine, Transforms, new TrainingRecipe { Model = Model, Batch = Batch, Steps = int.MaxValue, Recompute = Checkpointing, Threads = forward.Threads });
        Stages.Enter("Warming up training steps");
        for (var step = 0; step < WarmUps; step++)
            _ = steps.Run(cancellationToken);
        Stages.Enter($"Timing {Steps} training steps");
        var seconds = Enumerable.Range(0, Steps).Select(_ => steps.Run(cancellationToken).TotalSeconds).Order().ToList();
        using var process = Process.GetCurrentProcess();
        var median = seconds[seconds.Count / 2];
        var gflop = 3 * forward.Gflop;
        return forward with
        {
            Training = new TrainingBenchReport
            {
                Batch = Batch,
                Steps = Steps,
                Checkpointing = Checkpointing,
                SecondsPerStep = median,
                SecondsMinimum = seconds[0],
                Gflop = gflop,
                Gflops = gflop / median,
                FractionOfPeak = gflop / median / forward.FmaPeakGflops,
                PeakMemoryBytes = process.PeakWorkingSet64,
            },
        };
    }
}
