using System.Diagnostics;

namespace TinyAudioDiffusion.Fuzz.Tests;

/// <summary>Reads mutated inputs and counts what comes of them.</summary>
/// <param name="Inputs">The number of inputs.</param>
/// <param name="Accepted">The number of inputs that were read.</param>
/// <param name="Kept">The number of inputs that went where none before them did, and of which others were made.</param>
/// <param name="Branches">The number of pairs of branches that were taken; 0 for readers that are not instrumented.</param>
/// <param name="Slowest">The longest time that one input took.</param>
/// <param name="MostAllocated">The most memory that the reading of one input allocated, in bytes, and the input.</param>
/// <param name="Unexpected">Inputs that ended in another exception than the reader promises, with that exception; ten at most.</param>
internal sealed record FuzzRun(
    int Inputs, int Accepted, int Kept, int Branches, TimeSpan Slowest, (long Bytes, byte[] Input) MostAllocated,
    IReadOnlyList<(byte[] Input, Exception Exception)> Unexpected)
{
    private const int MostKept = 10;
    private const int LongestKept = 1 << 17;

    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(2);

    /// <summary>Runs until the time is over, or for a number of inputs.</summary>
    public static FuzzRun Of(FuzzTarget target, int seed, TimeSpan? duration)
    {
        var mutation = new Mutation(new Random(seed), target);
        var coverage = new BranchCoverage();
        foreach (var good in target.Seeds.Take(1))
        {
            BranchCoverage.Begin();
            target.Read(good);
            coverage.EndsSomewhereNew();
        }

        (byte[] Input, long Start)? current = null;
        using var watch = new Timer(_ => StopIfStuck(target.Name, current), null, _longest, _longest / 4);
        var (count, accepted, slowest, most) = (0, 0, TimeSpan.Zero, (Bytes: 0L, Input: Array.Empty<byte>()));
        var unexpected = new List<(byte[] Input, Exception Exception)>();
        for (var clock = Stopwatch.StartNew(); duration is null ? count < target.Inputs : clock.Elapsed < duration; count++)
        {
            var input = mutation.Next();
            BranchCoverage.Begin();
            var (start, allocated) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
            current = (input, start);
            try
            {
                target.Read(input);
                accepted++;
            }
            catch (Exception exception) when (target.IsPromised(exception))
            {
            }
            catch (Exception exception)
            {
                if (unexpected.Count < MostKept && unexpected.TrueForAll(kept => KindOf(kept.Exception) != KindOf(exception)))
                    unexpected.Add((input, exception));
            }

            current = null;
            var (took, taken) = (Stopwatch.GetElapsedTime(start), GC.GetAllocatedBytesForCurrentThread() - allocated);
            slowest = took > slowest ? took : slowest;
            most = taken > most.Bytes ? (taken, input) : most;
            if (coverage.EndsSomewhereNew() && input.Length <= LongestKept)
                mutation.Keep(input);
        }

        return new FuzzRun(
            count, accepted, mutation.CorpusCount - target.Seeds.Count, coverage.Count, slowest, most, unexpected);
    }

    // Nothing ends a reader that never comes back but the end of the process.
    private static void StopIfStuck(string reader, (byte[] Input, long Start)? current)
    {
        if (current is not var (input, start) || Stopwatch.GetElapsedTime(start) < _longest)
            return;
        var file = Path.Combine(Environment.GetEnvironmentVariable("TAD_FUZZ_REPORT") ?? Path.GetTempPath(), $"{reader}-stuck.input");
        File.WriteAllBytes(file, input);
        Environment.FailFast($"The reader \"{reader}\" has not come back from {file} for {_longest}.");
    }

    // The type and the line where it was thrown: each fault is kept once.
    private static string KindOf(Exception exception) => exception.GetType().Name + exception.StackTrace?.Split('\n')[0];
}
