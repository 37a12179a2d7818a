using System.Threading.Channels;
using TinyAudioDiffusion.Sampling;

namespace TinyAudioDiffusion;

/// <summary>One sound, with a frame for the estimate after each step and a last one for the finished sound.</summary>
internal sealed class Streaming(ChannelWriter<DenoisingFrame> frames) : SoundVerb
{
    public override AudioClip[] Run(GenerationPlan plan, ProgressClock clock, CancellationToken cancellationToken)
    {
        if (LongSounds.Are(plan))
        {
            throw new ArgumentException(
                $"The model \"{plan.Recipe.Model}\" makes {plan.Recipe.Length} samples part after part, so there is no sketch of the "
                + $"whole; ask for at most {plan.Model.Info.NativeLength}, or for the sound alone.", "options");
        }

        var clips = PlanSampling.Run(plan, clock, cancellationToken, (in SamplingStep step) =>
            frames.TryWrite(new DenoisingFrame(step.Step, step.Steps, PlanSampling.Cut(step.Denoised, plan, plan.Recipe), false)));
        frames.TryWrite(new DenoisingFrame(plan.Steps, plan.Steps, clips[0], true));
        return clips;
    }
}
