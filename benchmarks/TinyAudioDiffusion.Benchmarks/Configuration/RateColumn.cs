using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace TinyAudioDiffusion.Benchmarks.Configuration;

/// <summary>The rate of a row: its work by its median time.</summary>
internal sealed class RateColumn : IColumn
{
    public string Id => "Rate";

    public string ColumnName => "GFLOP/s";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public string Legend => "Thousand millions of multiplications and additions a second, counted as the reference performs them";

    public static double? RateOf(Summary summary, BenchmarkCase benchmarkCase)
    {
        var work = benchmarkCase.Parameters.Items.Select(parameter => parameter.Value).OfType<IWork>().SingleOrDefault();
        var nanoseconds = summary[benchmarkCase]?.ResultStatistics?.Median;
        return work is null || work.FloatingPointOperations == 0 ? null : work.FloatingPointOperations / nanoseconds;
    }

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) => GetValue(summary, benchmarkCase, summary.Style);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style)
        => RateOf(summary, benchmarkCase) is { } rate ? $"{rate:0.0}" : "";

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;
}
