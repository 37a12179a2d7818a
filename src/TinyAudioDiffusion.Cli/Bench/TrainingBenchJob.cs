using System.Diagnostics;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Training.Runs;

namespace TinyAudioDiffusion.Cli.Bench;

/// <summary>Times training steps on an engine of its own. It runs before other measurements, so that the memory is that of the training.</summary>
internal sealed class TrainingBenchJob
{
    private const int WarmUps = 2;
    private const int ForwardsPerStep = 3;

    public required ModelDescription Model { get; init; }

    public required Registry<ITransformFactory> Transforms { get; init; }

    /// <summary>Makes the engine that trains.</summary>
    public required Func<TensorEngine> CreateEngine { get; init; }

    public required int Threads { get; init; }

    public required int Batch { get; init; }

    public required int Steps { get; init; }

    public required bool Checkpointing { get; init; }

    public required Stages Stages { get; init; }

    /// <summary>Times the steps.</summary>
    public (IReadOnlyList<double> Seconds, long PeakMemory) Run(CancellationToken cancellationToken)
    {
        using var engine = CreateEngine();
        var configuration = new TrainingConfiguration { Model = Model, Batch = Batch, Steps = int.MaxValue, GradientCheckpointing = Checkpointing, Threads = Threads };
        var seconds = new List<double>();
        Stages.Enter("Warming up training steps");
        foreach (var (step, time) in new Trainer(engine, Transforms).TimeSteps(configuration, cancellationToken).Take(WarmUps + Steps).Index())
        {
            if (step == WarmUps - 1)
                Stages.Enter($"Timing {Sentences.Count(Steps, "training step", "training steps")}");
            else if (step >= WarmUps)
                seconds.Add(time.TotalSeconds);
        }

        seconds.Sort();
        using var process = Process.GetCurrentProcess();
        return (seconds, process.PeakWorkingSet64);
    }

    /// <summary>Adds the times to the report of the forward pass, which has the work and the peak.</summary>
    public BenchReport Report(BenchReport forward, IReadOnlyList<double> seconds, long peakMemory)
    {
        var median = seconds[seconds.Count / 2];
        var gflop = ForwardsPerStep * forward.Gflop;
        return forward with
        {
            PeakMemoryBytes = null,
            SecondsToFirstCall = null,
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
                PeakMemoryBytes = peakMemory,
            },
        };
    }
}
