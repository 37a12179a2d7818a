namespace TinyAudioDiffusion.Sampling;

/// <summary>The rule that every grid of noise levels keeps.</summary>
internal static class NoiseGrid
{
    public static float[] Checked(ReadOnlySpan<float> noiseLevels)
    {
        if (noiseLevels.Length < 2)
            throw new ArgumentException($"A grid of noise levels needs at least two entries for one step, found {noiseLevels.Length}.", nameof(noiseLevels));
        for (var i = 0; i < noiseLevels.Length; i++)
        {
            if (noiseLevels[i] is not (>= 0f and <= 1f))
                throw new ArgumentException($"Noise level {i} is {noiseLevels[i]}; it must be from 0 to 1.", nameof(noiseLevels));
            if (i > 0 && noiseLevels[i] >= noiseLevels[i - 1])
                throw new ArgumentException($"Noise level {i} ({noiseLevels[i]}) is not below the one before it ({noiseLevels[i - 1]}).", nameof(noiseLevels));
        }

        return noiseLevels.ToArray();
    }
}
