using System.Diagnostics;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Engines;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Engine.Diagnostics;
using TinyAudioDiffusion.Engine.Managed;

namespace TinyAudioDiffusion.Cli.Bench;

/// <summary>The measurements of a forward pass, in an order in which none disturbs another.</summary>
internal sealed class BenchJob
{
    private const int PeakRepeats = 5;
    private const int MostAtNewLevels = 5;
    private const double Giga = 1e9;

    /// <summary>Gets the engine that measures the processor's limits, whichever engine computes.</summary>
    public required ManagedEngine Processor { get; init; }

    public required ProfilingEngine Profile { get; init; }

    /// <summary>Gets the model; it computes on <see cref="Profile"/>.</summary>
    public required IDiffusionModel Model { get; init; }

    public required string Name { get; init; }

    public required int Batch { get; init; }

    public required int Passes { get; init; }

    public required Stages Stages { get; init; }

    public BenchReport Run(CancellationToken cancellationToken)
    {
        var passes = new TimedPasses(Model, Profile, Batch);
        _ = passes.AtKnownLevel();
        var secondsToFirstCall = SecondsSinceStart();

        Stages.Enter("Measuring the processor's peak");
        var peak = Peak();
        Stages.Enter("Warming up");
        passes.WarmUp(cancellationToken);
        Stages.Enter($"Timing {Sentences.Count(Passes, "pass", "passes")}");
        var timed = passes.Run(Passes, cancellationToken);
        var atNewLevels = passes.RunAtNewLevels(Math.Min(Passes, MostAtNewLevels), cancellationToken);
        var allocated = passes.AllocatedPerStep();
        var memory = PeakMemory();
        Stages.Enter("Measuring the processor's peak again, and memory");
        peak = Math.Max(peak, Peak());
        var bandwidth = Processor.MeasureReadBandwidth();

        var (seconds, operations) = timed[timed.Count / 2];
        var gflop = operations.Sum(operation => operation.FloatingPointOperations) / Giga;
        return new BenchReport
        {
            Model = Name,
            Batch = Batch,
            Samples = passes.Samples,
            Passes = Passes,
            Engine = Profile.Description,
            Threads = Processor.Threads,
            InstructionSet = Machine.InstructionSet(Processor.Width),
            Processor = Machine.Processor(),
            Runtime = Machine.Runtime(),
            Os = Machine.OperatingSystem(),
            SecondsPerForward = seconds,
            SecondsMinimum = timed[0].Seconds,
            SecondsAtNewNoiseLevel = atNewLevels,
            Gflop = gflop,
            Gflops = gflop / seconds,
            FmaPeakGflops = peak / Giga,
            FractionOfPeak = gflop / seconds * Giga / peak,
            MemoryBandwidthGbPerSecond = bandwidth / Giga,
            PeakMemoryBytes = memory,
            AllocatedBytesPerStep = allocated,
            SecondsToFirstCall = secondsToFirstCall,
            Operations = Report(operations, seconds, peak),
        };
    }

    private static List<OperationReport> Report(IReadOnlyList<OperationTiming> operations, double seconds, double peak)
    {
        var between = new OperationTiming(OperationReport.Between, 0, Math.Max(0, seconds - operations.Sum(operation => operation.Seconds)), 0);
        return [.. operations.Append(between)
            .OrderByDescending(operation => operation.Seconds)
            .Select(operation =>
            {
                var rate = operation.Seconds > 0 ? operation.FloatingPointOperations / operation.Seconds : 0;
                return new OperationReport(
                    operation.Operation, operation.Calls, operation.Seconds, operation.FloatingPointOperations / Giga, rate / Giga, rate / peak);
            })];
    }

    // Other processes of the machine lower the rate for moments; the peak is the largest one.
    private double Peak()
    {
        var best = 0.0;
        for (var i = 0; i < PeakRepeats; i++)
            best = Math.Max(best, Processor.MeasureMultiplyAddPeak());
        return best;
    }

    private static double SecondsSinceStart()
    {
        using var process = Process.GetCurrentProcess();
        return (TimeProvider.System.GetLocalNow().DateTime - process.StartTime).TotalSeconds;
    }

    private static long PeakMemory()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
