using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace TinyAudioDiffusion.Fuzz.Tests;

/// <summary>
/// The branches that instrumented readers take. SharpFuzz's tool puts a counter at each branch of an assembly (<c>eng/fuzz.sh</c> does it);
/// where it did not, no branch is ever seen, and fuzzing is not guided.
/// </summary>
/// <remarks>
/// As in AFL, a counter belongs to a pair of branches that follow each other, and counts are told apart by powers of two.
/// </remarks>
internal sealed unsafe class BranchCoverage
{
    private const int Size = 1 << 16;

    // For the life of the process: instrumented code counts whenever it runs.
    private static readonly byte* _counters = (byte*)NativeMemory.AllocZeroed(Size);

    private readonly ushort[] _seen = new ushort[Size];

    /// <summary>Gets the number of pairs of branches that were taken so far.</summary>
    public int Count { get; private set; }

    [ModuleInitializer]
    internal static void Prepare() => Trace.SharedMem = _counters;

    /// <summary>Begins to count for one input.</summary>
    public static void Begin()
    {
        new Span<byte>(_counters, Size).Clear();
        Trace.PrevLocation = 0;
    }

    /// <summary>Ends the count, and tells whether the input went where none before it did.</summary>
    public bool EndsSomewhereNew()
    {
        var isNew = false;
        var counters = new Span<byte>(_counters, Size);
        for (int i; (i = counters.IndexOfAnyExcept((byte)0)) >= 0;)
        {
            var magnitude = (ushort)(1 << BitOperations.Log2(counters[i]));
            counters = counters[i..];
            ref var seen = ref _seen[Size - counters.Length];
            if ((seen & magnitude) == 0)
            {
                isNew = true;
                Count += seen == 0 ? 1 : 0;
                seen |= magnitude;
            }

            counters = counters[1..];
        }

        return isNew;
    }
}
