using System.Runtime.CompilerServices;

namespace TinyAudioDiffusion.Synthesis.Signals;

/// <summary>Periodic functions of a phase in turns, the same bits on every machine.</summary>
internal static class Sine
{
    /// <summary>sin(2 pi t) for t in [0, 1): the Taylor series up to x^11 on a quarter turn, within 2e-7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float OfTurn(float turn)
    {
        var folded = Fold(turn);
        var x = folded * 6.2831855f;
        var y = x * x;
        return x * (1f + (y * ((-1f / 6) + (y * ((1f / 120) + (y * ((-1f / 5040) + (y * ((1f / 362880) - (y * (1f / 39916800)))))))))));
    }

    /// <summary>A triangle of amplitude 1 with the zeros and signs of the sine.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Triangle(float turn) => 4f * Fold(turn);

    // The turn in [-1/4, 1/4] with the same sine.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Fold(float turn)
    {
        var centred = turn - (turn >= 0.5f ? 1f : 0f);
        var magnitude = Math.Abs(centred);
        var folded = magnitude > 0.25f ? 0.5f - magnitude : magnitude;
        return centred < 0 ? -folded : folded;
    }
}
