namespace TinyAudioDiffusion.NAudio.Tests.Fakes;

internal static class Allocations
{
    private const int Rounds = 5;

    /// <summary>
    /// Tells how many bytes each of several rounds allocates at least. A collection that other tests cause may count a few to one round;
    /// what allocates does so in all.
    /// </summary>
    public static long Of(Action prepare, Action run)
    {
        var least = long.MaxValue;
        for (var i = 0; i <= Rounds; i++)
        {
            prepare();
            var before = GC.GetAllocatedBytesForCurrentThread();
            run();
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (i > 0) // the first one compiles
                least = Math.Min(least, allocated);
        }

        return least;
    }
}
