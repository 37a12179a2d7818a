namespace TinyAudioDiffusion.Zoo;

/// <summary>How far the fetching of one file of a model is. The first report comes before the first byte, so that a person can be told.</summary>
/// <param name="File">What is being fetched, in a person's words: a repository and a file in it.</param>
/// <param name="Destination">Where it will lie: a path; null where nothing is kept.</param>
/// <param name="Bytes">The number of bytes that are there, those of an earlier attempt included.</param>
/// <param name="TotalBytes">The size of the whole; null while that is not known.</param>
/// <param name="BytesPerSecond">The rate since this attempt began; 0 until it is known.</param>
/// <param name="Remaining">The estimated time left; null while that is not known.</param>
public readonly record struct ModelFetchProgress(
    string File, string? Destination, long Bytes, long? TotalBytes, double BytesPerSecond, TimeSpan? Remaining)
{
    /// <summary>Gets the share that is there, from 0 to 1; 0 while the size is not known.</summary>
    public double Fraction => TotalBytes is > 0 ? Math.Min(1, (double)Bytes / TotalBytes.Value) : 0;
}
