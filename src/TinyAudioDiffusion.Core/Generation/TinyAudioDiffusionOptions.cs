namespace TinyAudioDiffusion;

/// <summary>Settings of the library's host. The application checks them when it starts.</summary>
/// <remarks>
/// The call decides first, then these options where they are set, then what the model recommends, then the library's defaults: "v-adams" on
/// "logistic" with 16 steps. A schedule and a number of steps belong to the sampler that they are set or recommended with: a call that
/// names another sampler and nothing else gets the reference system's, "linear" with 50 steps.
/// </remarks>
public sealed class TinyAudioDiffusionOptions
{
    /// <summary>The largest number of steps of a run, unless the host sets another one.</summary>
    public const int DefaultMaxSteps = 10_000;

    /// <summary>Gets or sets the name of the sampler.</summary>
    /// <value>Null: what the model recommends, else "v-adams". Any registered name.</value>
    public string? Sampler { get; set; }

    /// <summary>Gets or sets the name of the schedule of noise levels.</summary>
    /// <value>Null: what the model recommends, else "logistic". Any registered name.</value>
    public string? Schedule { get; set; }

    /// <summary>Gets or sets the number of steps.</summary>
    /// <value>Null: what the model recommends, else 16. From 1 to <see cref="MaxSteps"/>.</value>
    public int? Steps { get; set; }

    /// <summary>
    /// Gets or sets how many items of a batch go through the network together. Decides speed and memory, never the sound.
    /// </summary>
    /// <value>4. From 1 to 1,024.</value>
    public int MaxBatch { get; set; } = 4;

    /// <summary>Gets or sets the largest number of steps of a run, whoever asks for it: a call, a model, a file or a sound id.</summary>
    /// <value>10,000. At least 1.</value>
    public int MaxSteps { get; set; } = DefaultMaxSteps;

    /// <summary>Gets or sets the largest length of a sound in samples of each channel, whoever asks for it.</summary>
    /// <value>16,777,216 (6 minutes and 20 seconds at 44,100 Hz). At least 1.</value>
    public int MaxLength { get; set; } = 1 << 24;

    /// <summary>Gets or sets the largest number of sounds of one call.</summary>
    /// <value>10,000. At least 1. All sounds of a call are in memory together: 262 KB each for 32,768 samples in two channels.</value>
    public int MaxCount { get; set; } = 10_000;
}
