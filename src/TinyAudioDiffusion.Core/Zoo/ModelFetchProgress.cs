namespace TinyAudioDiffusion.Zoo;

/// <summary>
/// The progress of fetching one file of a model. The first report comes before the first byte, so that a program can say what it waits for.
/// </summary>
/// <param name="File">The file in words for people: a repository and a file in it.</param>
/// <param name="Destination">The path where the file will be; null where nothing is kept.</param>
/// <param name="Bytes">The number of bytes fetched so far, those of an earlier attempt included.</param>
/// <param name="TotalBytes">The size of the whole; null while that is not known.</param>
/// <param name="BytesPerSecond">The rate since this attempt began; 0 until it is known.</param>
/// <param name="Remaining">The estimated time left; null while that is not known.</param>
public readonly record struct ModelFetchProgress(
    string File, string? Destination, long Bytes, long? TotalBytes, double BytesPerSecond, TimeSpan? Remaining)
{
    /// <summary>Gets the share that has been fetched, from 0 to 1; 0 while the size is not known.</summary>
    public double Fraction => TotalBytes is > 0 ? Math.Min(1, (double)Bytes / TotalBytes.Value) : 0;
}
