namespace TinyAudioDiffusion.Models.Text.T5;

/// <summary>
/// The buckets of relative positions (Raffel et al., 2020, section 2.1): half of them for keys behind the query, half for those before it;
/// of each half, half hold one distance each, and the rest grow logarithmically up to the longest distance.
/// </summary>
internal static class RelativePositions
{
    /// <summary>Tells the bucket of a key at an offset from its query.</summary>
    /// <param name="offset">The key's position less the query's.</param>
    /// <param name="buckets">The number of buckets, even.</param>
    /// <param name="mostDistance">The distance from which all are in the last bucket.</param>
    public static int BucketOf(int offset, int buckets, int mostDistance)
    {
        var half = buckets / 2;
        var (first, distance, exact) = (offset > 0 ? half : 0, Math.Abs(offset), half / 2);
        if (distance < exact)
            return first + distance;
        // In single precision, as the published implementations compute it: some distances lie on the border of two buckets.
        var grown = exact + (int)(MathF.Log((float)distance / exact) / (float)Math.Log((double)mostDistance / exact) * (half - exact));
        return first + Math.Min(grown, half - 1);
    }
}
