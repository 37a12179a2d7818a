using Spectre.Console;
using TinyAudioDiffusion.Cli.Console;

namespace TinyAudioDiffusion.Cli.Bench;

/// <summary>Shows a measurement to a person.</summary>
internal sealed class BenchPrinter(IAnsiConsole console)
{
    public void Print(BenchReport report)
    {
        console.WriteFacts(Facts(report));
        console.Write(Operations(report));
    }

    private static IEnumerable<(string Name, string? Value)> Facts(BenchReport report)
    {
        yield return ("model", $"{report.Model}, {Sentences.Count(report.Batch, "clip", "clips")} of {report.Samples} samples");
        yield return ("engine", report.Engine);
        var threads = Sentences.Count(report.Threads, "thread", "threads");
        yield return ("machine", $"{report.Processor ?? "unknown processor"}, {report.InstructionSet}, {threads}");
        yield return ("system", $"{report.Runtime}, {report.Os}");
        yield return ("forward pass", Median(report.SecondsPerForward, report.Passes, report.SecondsMinimum));
        yield return ("at a new noise level", $"{Sentences.Duration(report.SecondsAtNewNoiseLevel)}, as in the first sound of a schedule");
        yield return ("rate", $"{report.Gflops:0.0} GFLOP/s on {report.Gflop:0.00} GFLOP: "
            + $"{report.FractionOfPeak:0.0%} of the FMA peak of {report.FmaPeakGflops:0.0} GFLOP/s");
        yield return ("memory bandwidth", $"{report.MemoryBandwidthGbPerSecond:0.0} GB/s, reading");
        if (report.PeakMemoryBytes is { } memory)
            yield return ("peak memory", Sentences.Bytes(memory));
        yield return ("allocated per step", Sentences.Bytes(report.AllocatedBytesPerStep));
        if (report.Training is { } training)
        {
            var how = training.Checkpointing ? "; with gradient checkpointing" : "";
            yield return ("training step", Median(training.SecondsPerStep, training.Steps, training.SecondsMinimum) + how);
            yield return ("training rate", $"{training.Gflops:0.0} GFLOP/s on {training.Gflop:0.00} GFLOP: {training.FractionOfPeak:0.0%} of the FMA peak");
            yield return ("training memory", Sentences.Bytes(training.PeakMemoryBytes));
        }

        if (report.SecondsToFirstCall is { } first)
            yield return ("first call", $"{Sentences.Duration(first)} after the start of the process");
    }

    private static Table Operations(BenchReport report)
    {
        var table = Tables.Create("operation", "calls", "time", "share", "GFLOP", "GFLOP/s", "of peak");
        foreach (var column in table.Columns.Skip(1))
            column.RightAligned();
        foreach (var operation in report.Operations)
        {
            var works = operation.Gflop > 0;
            table.AddTextRow(
                operation.Operation,
                operation.Calls == 0 ? "" : Sentences.Count(operation.Calls),
                Milliseconds(operation.Seconds),
                $"{operation.Seconds / report.SecondsPerForward:0.0%}",
                works ? $"{operation.Gflop:0.000}" : "",
                works ? $"{operation.Gflops:0.0}" : "",
                works ? $"{operation.FractionOfPeak:0.0%}" : "");
        }

        table.AddTextRow(
            "together",
            Sentences.Count(report.Operations.Sum(operation => operation.Calls)),
            Milliseconds(report.SecondsPerForward),
            $"{1:0.0%}",
            $"{report.Gflop:0.000}",
            $"{report.Gflops:0.0}",
            $"{report.FractionOfPeak:0.0%}");
        return table;
    }

    private static string Median(double median, int count, double fastest)
        => $"{Sentences.Duration(median)}, median of {count}; fastest {Sentences.Duration(fastest)}";

    private static string Milliseconds(double seconds) => $"{seconds * 1000:0.00} ms";
}
