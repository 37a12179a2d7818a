using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Sampling;

namespace TinyAudioDiffusion.Extensibility.Tests;

/// <summary>Ancestral sampling: forgets its noise at every step and draws fresh noise from the run.</summary>
internal sealed class StrangersSampler : ISampler
{
    public string Name => "forgetful";

    public void Sample(SamplingRun run, Span<float> x)
    {
        var velocity = new float[x.Length];
        var noise = new float[x.Length];
        for (var i = 0; i < run.Steps; i++)
        {
            run.PredictVelocity(x, run.NoiseLevels[i], velocity);
            VObjective.Denoised(x, velocity, run.NoiseLevels[i], x);
            run.Report(i + 1, run.NoiseLevels[i], x);
            run.DrawNoise(noise);
            VObjective.Noisy(x, noise, run.NoiseLevels[i + 1], x);
        }
    }
}
