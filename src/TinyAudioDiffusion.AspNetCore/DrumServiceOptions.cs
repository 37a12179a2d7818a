namespace TinyAudioDiffusion.AspNetCore;

/// <summary>The limits of a drum service.</summary>
public sealed class DrumServiceOptions
{
    /// <summary>Gets or sets how many requests may wait, at least 1; one more is answered with 429 and Retry-After.</summary>
    /// <value>32.</value>
    public int QueueCapacity { get; set; } = 32;

    /// <summary>Gets or sets how many waiting sounds that differ in their seeds alone are made in one go, at least 1.</summary>
    /// <value>8.</value>
    public int BatchSize { get; set; } = 8;

    /// <summary>Gets or sets how long a request may take with its waiting, above 0; then it is answered with 503.</summary>
    /// <value>One minute.</value>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Gets or sets the most steps that a request may ask for.</summary>
    /// <value>100.</value>
    public int MaxSteps { get; set; } = 100;

    /// <summary>Gets or sets the longest sound that a request may ask for, in samples of each channel.</summary>
    /// <value>262,144: almost six seconds at 44.1 kHz.</value>
    public int MaxLength { get; set; } = 1 << 18;

    /// <summary>Gets or sets the most sounds of a kit.</summary>
    /// <value>144.</value>
    public int MaxKitSounds { get; set; } = 144;

    /// <summary>Gets or sets the largest body of a request, in bytes.</summary>
    /// <value>4 MiB.</value>
    public long MaxBodySize { get; set; } = 4 << 20;

    /// <summary>
    /// Gets or sets how many bytes of finished sounds are kept, so that a sound that is asked for again is not made again.
    /// </summary>
    /// <value>64 MiB.</value>
    public long CacheSize { get; set; } = 64 << 20;
}
