namespace TinyAudioDiffusion;

/// <summary>
/// What the character of a sound shall be, in the musician's words. Each value is a quantile within the class: 0 is the least of the recordings, 0.5 the middle, 1 the most. What is null is drawn
/// from the seed, as it goes with the rest.
/// </summary>
public sealed record CharacterSliders
{
    /// <summary>Gets the brightness, from dull (0) to bright (1).</summary>
    public double? Brightness { get; init; }

    /// <summary>Gets the decay, from short (0) to long (1).</summary>
    public double? Decay { get; init; }

    /// <summary>Gets the pitch, from low (0) to high (1).</summary>
    public double? Pitch { get; init; }

    /// <summary>Gets the punch, from power that lasts (0) to power in the attack (1).</summary>
    public double? Punch { get; init; }

    /// <summary>Gets the noisiness, from pure (0) to noisy (1).</summary>
    public double? Noisiness { get; init; }

    internal IEnumerable<(int Control, double Quantile)> Given()
    {
        double?[] values = [Brightness, Decay, Pitch, Punch, Noisiness];
        for (var control = 0; control < values.Length; control++)
        {
            if (values[control] is { } quantile)
                yield return (control, quantile);
        }
    }

    /// <summary>Finds a value outside of its range.</summary>
    internal (string Name, double Value)? FindProblem()
    {
        foreach (var (control, quantile) in Given())
        {
            if (!(quantile is >= 0 and <= 1))
                return (CharacterSpace.ControlNames[control], quantile);
        }

        return null;
    }
}
