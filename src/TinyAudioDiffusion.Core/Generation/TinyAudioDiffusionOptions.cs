using TinyAudioDiffusion.Sampling;

namespace TinyAudioDiffusion;

/// <summary>The library's defaults: what decides where neither the call nor the model says anything. Checked when the application starts.</summary>
public sealed class TinyAudioDiffusionOptions
{
    /// <summary>The largest number of steps of a run.</summary>
    public const int MaxSteps = 10_000;

    /// <summary>Gets or sets the name of the sampler.</summary>
    /// <value>"v-adams". Any registered name.</value>
    public string Sampler { get; set; } = SamplerNames.VAdams;

    /// <summary>Gets or sets the name of the schedule of noise levels.</summary>
    /// <value>"logistic". Any registered name. A call that names another sampler than the default, and no schedule, gets "linear".</value>
    public string Schedule { get; set; } = ScheduleNames.Logistic;

    /// <summary>Gets or sets the number of steps.</summary>
    /// <value>16. From 1 to 10,000. A call that names another sampler than the default, and no steps, gets 50.</value>
    public int Steps { get; set; } = 16;

    /// <summary>Gets or sets how many items of a batch go through the network together. Decides speed and memory, never the sound.</summary>
    /// <value>4. From 1 to 1,024.</value>
    public int MaxBatch { get; set; } = 4;
}
