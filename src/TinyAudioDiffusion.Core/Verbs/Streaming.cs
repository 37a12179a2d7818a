using System.Threading.Channels;
using TinyAudioDiffusion.Sampling;

namespace TinyAudioDiffusion;

/// <summary>One sound, with a frame for the estimate after each step and a last one for the finished sound.</summary>
internal sealed class Streaming(ChannelWriter<DenoisingFrame> frames) : SoundVerb
{
    public override AudioClip[] Run(GenerationPlan plan, ProgressClock clock, CancellationToken cancellationToken)
    {
        var clips = PlanSampling.Run(plan, clock, cancellationToken, (in SamplingStep step) =>
            frames.TryWrite(new DenoisingFrame(step.Step, step.Steps, PlanSampling.Cut(step.Denoised, plan, plan.Recipe), false)));
        frames.TryWrite(new DenoisingFrame(plan.Steps, plan.Steps, clips[0], true));
        return clips;
    }
}
