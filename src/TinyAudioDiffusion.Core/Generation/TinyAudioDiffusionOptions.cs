using TinyAudioDiffusion.Sampling;

namespace TinyAudioDiffusion;

/// <summary>The library's defaults: what decides where neither the call nor the model says anything. Checked when the application starts.</summary>
public sealed class TinyAudioDiffusionOptions
{
    /// <summary>The largest number of steps of a run.</summary>
    public const int MaxSteps = 10_000;

    /// <summary>Gets or sets the name of the sampler.</summary>
    /// <value>"ddim". Any registered name.</value>
    public string Sampler { get; set; } = SamplerNames.Ddim;

    /// <summary>Gets or sets the name of the schedule of noise levels.</summary>
    /// <value>"linear". Any registered name.</value>
    public string Schedule { get; set; } = ScheduleNames.Linear;

    /// <summary>Gets or sets the number of steps: 10 are quick and hissy, 50 a good trade, 100 the best.</summary>
    /// <value>50. From 1 to 10,000.</value>
    public int Steps { get; set; } = 50;

    /// <summary>Gets or sets how many items of a batch go through the network together. Decides speed and memory, never the sound.</summary>
    /// <value>4. From 1 to 1,024.</value>
    public int MaxBatch { get; set; } = 4;
}
