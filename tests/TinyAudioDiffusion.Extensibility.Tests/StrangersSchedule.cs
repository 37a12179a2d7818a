using TinyAudioDiffusion.Sampling;

namespace TinyAudioDiffusion.Extensibility.Tests;

/// <summary>Quadratic: many steps near the clean end.</summary>
internal sealed class StrangersSchedule : INoiseSchedule
{
    public string Name => "quadratic";

    public void Fill(Span<float> noiseLevels)
    {
        for (var i = 0; i < noiseLevels.Length; i++)
        {
            var left = 1 - ((float)i / (noiseLevels.Length - 1));
            noiseLevels[i] = left * left;
        }
    }
}
