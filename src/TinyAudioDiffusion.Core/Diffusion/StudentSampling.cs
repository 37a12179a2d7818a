namespace TinyAudioDiffusion.Diffusion;

/// <summary>
/// How a student is sampled from: a model that was distilled from another one, its teacher, and makes a sound in few network calls. It
/// learnt its answers at noise levels of its own, and guidance is a part of them.
/// </summary>
public sealed record StudentSampling
{
    /// <summary>The most network calls that a student makes for a sound.</summary>
    public const int MostCalls = 64;

    /// <summary>
    /// Gets the noise levels that it learnt: strictly falling, from where noise begins to 0, one more than there are calls.
    /// </summary>
    public required IReadOnlyList<float> NoiseLevels { get; init; }

    /// <summary>Gets the name of the teacher: the id of a card, or the name of its folder; null where unknown.</summary>
    public string? Teacher { get; init; }

    /// <summary>Gets the guidance scale of the sounds that it learnt from; null for none.</summary>
    public double? Guidance { get; init; }

    /// <summary>Gets the noise levels at which that guidance acted; null for all.</summary>
    public GuidanceInterval? GuidanceInterval { get; init; }

    /// <summary>Gets the number of network calls for a sound, which is its number of steps.</summary>
    public int Calls => NoiseLevels.Count - 1;

    /// <summary>Finds what is wrong with the noise levels.</summary>
    /// <returns>The rest of a sentence; null where they can be sampled along.</returns>
    public string? FindProblem()
    {
        if (NoiseLevels.Count is < 2 or > MostCalls + 1)
            return $"has {NoiseLevels.Count} noise levels, but must have from 2 to {MostCalls + 1}";
        for (var i = 0; i < NoiseLevels.Count; i++)
        {
            if (NoiseLevels[i] is not (>= 0f and <= 1f))
                return $"has the noise level {NoiseLevels[i]}, but they are from 0 to 1";
            if (i > 0 && NoiseLevels[i] >= NoiseLevels[i - 1])
                return $"has noise levels that do not fall ({NoiseLevels[i - 1]}, then {NoiseLevels[i]})";
        }

        return NoiseLevels[^1] == 0 ? null : $"ends at the noise level {NoiseLevels[^1]}, but must end at 0";
    }
}
