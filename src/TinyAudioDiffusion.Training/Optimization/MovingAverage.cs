namespace TinyAudioDiffusion.Training.Optimization;

/// <summary>Decides when the moving average of the weights is updated and by how much: a function of the number of calls so far.</summary>
internal static class MovingAverage
{
    private const int ReferenceInterval = 10;
    private const int ReferenceCopies = 100;

    /// <summary>Gets how much of the average a call keeps: 0 copies the weights; null where the call does nothing.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="call">The number of calls before this one.</param>
    public static double? Decay(MovingAverageOptions options, long call)
    {
        if (options.Kind == MovingAverageKind.EveryStep)
            return Math.Min(options.Decay, (1.0 + call) / (10.0 + call));
        if (call % ReferenceInterval != 0)
            return null;

        // The first call that could average copies once more: only then the reference calls its average initialised.
        return call < ReferenceCopies + ReferenceInterval + 1
            ? 0
            : Math.Clamp(1 - Math.Pow(1 + (call - ReferenceCopies), -options.Power), 0, options.Decay);
    }
}
