using System.Globalization;

namespace TinyAudioDiffusion.Fuzz.Tests;

/// <summary>
/// Every reader gets mutated inputs, and reads each or refuses it with the exception that it promises. By default a few hundred inputs, the
/// same ones every time; <c>eng/fuzz.sh</c> runs for as long as one likes, guided by the branches that inputs take.
/// </summary>
public class ReaderFuzzTests
{
    private const long MostBytes = 256L << 20;

    private static readonly string? _seconds = Environment.GetEnvironmentVariable("TAD_FUZZ_SECONDS");
    private static readonly string? _report = Environment.GetEnvironmentVariable("TAD_FUZZ_REPORT");
    private static readonly string[]? _readers = Environment.GetEnvironmentVariable("TAD_FUZZ_READERS")?.Split(
        ' ', StringSplitOptions.RemoveEmptyEntries);

    private static readonly string? _seed = Environment.GetEnvironmentVariable("TAD_FUZZ_SEED");

    public static TheoryData<string> Readers() => [.. _readers is null or [] ? FuzzTargets.All.Keys : _readers];

    [Theory]
    [MemberData(nameof(Readers))]
    public void Reader_GivesAResultOrItsTypedError(string reader)
    {
        var duration = _seconds is null ? (TimeSpan?)null : TimeSpan.FromSeconds(double.Parse(_seconds, CultureInfo.InvariantCulture));

        var run = FuzzRun.Of(FuzzTargets.All[reader](), int.Parse(_seed ?? "1", CultureInfo.InvariantCulture), duration);

        Report(reader, run);
        Assert.True(
            run.Unexpected.Count == 0,
            string.Join(
                "\n\n", run.Unexpected.Select(
                    found
                        => $"{found.Exception}\nof the input "
                            + $"{Convert.ToBase64String(found.Input[..Math.Min(found.Input.Length, 4096)])}")));
        Assert.InRange(run.MostAllocated.Bytes, 0, MostBytes);
        Assert.InRange(run.Inputs, 1, int.MaxValue);
    }

    private static void Report(string reader, FuzzRun run)
    {
        if (_report is null)
            return;
        Directory.CreateDirectory(_report);
        File.AppendAllText(
            Path.Combine(_report, "counts.txt"),
            $"{reader,-16} {run.Inputs,10} inputs {run.Accepted,10} read {run.Inputs - run.Accepted,10} refused {run.Unexpected.Count,3} "
                + $"faults  {run.Branches,6} branches {run.Kept,6} kept  "
                + $"slowest {run.Slowest.TotalMilliseconds,8:0.0} ms  most memory {run.MostAllocated.Bytes / 1048576.0,7:0.0} MB\n");
        if (run.MostAllocated.Bytes > MostBytes)
            File.WriteAllBytes(Path.Combine(_report, $"{reader}-memory.input"), run.MostAllocated.Input);
        for (var i = 0; i < run.Unexpected.Count; i++)
        {
            File.WriteAllBytes(Path.Combine(_report, $"{reader}-{i}.input"), run.Unexpected[i].Input);
            File.WriteAllText(Path.Combine(_report, $"{reader}-{i}.txt"), run.Unexpected[i].Exception.ToString());
        }
    }
}
