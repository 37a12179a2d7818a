using System.Diagnostics;

namespace TinyAudioDiffusion.Fuzz.Tests;

/// <summary>Reads mutated inputs and counts what comes of them.</summary>
/// <param name="Inputs">The number of inputs.</param>
/// <param name="Accepted">The number of inputs that were read.</param>
/// <param name="Slowest">The longest time that one input took.</param>
/// <param name="MostAllocated">The most memory that the reading of one input allocated, in bytes, and the input.</param>
/// <param name="Unexpected">Inputs that ended in another exception than the reader promises, with that exception; ten at most.</param>
internal sealed record FuzzRun(
    int Inputs, int Accepted, TimeSpan Slowest, (long Bytes, byte[] Input) MostAllocated,
    IReadOnlyList<(byte[] Input, Exception Exception)> Unexpected)
{
    private const int MostKept = 10;

    /// <summary>Runs until the time is over, or for a number of inputs.</summary>
    public static FuzzRun Of(FuzzTarget target, int seed, int inputs, TimeSpan? duration)
    {
        var mutation = new Mutation(new Random(seed), target);
        foreach (var good in target.Seeds.Take(1))
            target.Read(good);
        var (count, accepted, slowest, most) = (0, 0, TimeSpan.Zero, (Bytes: 0L, Input: Array.Empty<byte>()));
        var unexpected = new List<(byte[] Input, Exception Exception)>();
        for (var clock = Stopwatch.StartNew(); duration is null ? count < inputs : clock.Elapsed < duration; count++)
        {
            var input = mutation.Next();
            var (start, allocated) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
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

            var (took, took2) = (Stopwatch.GetElapsedTime(start), GC.GetAllocatedBytesForCurrentThread() - allocated);
            slowest = took > slowest ? took : slowest;
            most = took2 > most.Bytes ? (took2, input) : most;
        }

        return new FuzzRun(count, accepted, slowest, most, unexpected);
    }

    // The type and the line where it was thrown: each fault is kept once.
    private static string KindOf(Exception exception) => exception.GetType().Name + exception.StackTrace?.Split('\n')[0];
}
