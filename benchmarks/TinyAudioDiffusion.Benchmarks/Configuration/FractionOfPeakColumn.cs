using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using TinyAudioDiffusion.Engine.Managed;

namespace TinyAudioDiffusion.Benchmarks.Configuration;

/// <summary>The rate of a row as a fraction of what the vector units reach on registers alone.</summary>
internal sealed class FractionOfPeakColumn : IColumn
{
    private const int Repeats = 20;
    private static readonly Dictionary<int, double> _peaks = [];

    public string Id => "FractionOfPeak";

    public string ColumnName => "of FMA peak";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 1;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public string Legend
        => $"GFLOP/s as a fraction of the peak, measured in this process: "
        + $"{string.Join(", ", _peaks.Select(peak => $"{peak.Value / 1e9:0.0} GFLOP/s with threads = {peak.Key}"))}";

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) => GetValue(summary, benchmarkCase, summary.Style);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style)
        => RateColumn.RateOf(summary, benchmarkCase) is { } rate ? $"{rate * 1e9 / PeakWith(ThreadsOf(benchmarkCase)):0.0%}" : "";

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    // What runs on an engine has all threads; a kernel by itself has the caller's.
    private static int ThreadsOf(BenchmarkCase benchmarkCase)
        => typeof(EngineBenchmark).IsAssignableFrom(benchmarkCase.Descriptor.Type) ? Environment.ProcessorCount : 1;

    private static double PeakWith(int threads)
    {
        if (_peaks.TryGetValue(threads, out var known))
            return known;
        using var engine = new ManagedEngine(new ManagedEngineOptions { Threads = threads });
        return _peaks[threads] = Enumerable.Range(0, Repeats).Max(_ => engine.MeasureMultiplyAddPeak());
    }
}
