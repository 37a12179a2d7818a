using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TinyAudioDiffusion.Synthesis.Signals;

/// <summary>Eight recursions side by side.</summary>
internal static class Lanes
{
    public const int Count = 8;

    /// <summary>The sum in a fixed order, so that it has the same bits on every machine.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector256<float> lanes)
    {
        var four = lanes.GetLower() + lanes.GetUpper();
        var two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1));
        return (two + Vector128.Shuffle(two, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }
}
