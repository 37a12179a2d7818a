using NAudio.Wave;
using TinyAudioDiffusion.Grooves;
using TinyAudioDiffusion.NAudio.Clips;

namespace TinyAudioDiffusion.NAudio;

/// <summary>Grooves as NAudio's providers.</summary>
public static class GroovePerformanceExtensions
{
    /// <summary>Shows a groove that is played as a sample provider, for <see cref="IAudioPlayer"/>; it ends with the groove.</summary>
    /// <param name="performance">The groove; the caller disposes it.</param>
    /// <returns>The provider; it reads on from where the performance stands.</returns>
    public static ISampleProvider ToSampleProvider(this GroovePerformance performance)
    {
        ArgumentNullException.ThrowIfNull(performance);
        return new PerformanceProvider(performance);
    }
}
