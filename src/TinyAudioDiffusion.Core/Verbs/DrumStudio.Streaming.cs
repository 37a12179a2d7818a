using System.Runtime.CompilerServices;
using System.Threading.Channels;
using TinyAudioDiffusion.Sampling;

namespace TinyAudioDiffusion;

/// <content>Sounds while they take shape.</content>
public sealed partial class DrumStudio
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<DenoisingFrame> StreamAsync(
        ModelChoice model, GenerationOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var frames = Channel.CreateUnbounded<DenoisingFrame>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        var work = WriteFramesAsync(model, options, frames.Writer, stop.Token);
        try
        {
            await foreach (var frame in frames.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
                yield return frame;
        }
        finally
        {
            // A reader that leaves early stops the work, and nothing goes on behind its back.
            await stop.CancelAsync().ConfigureAwait(false);
            await work.ConfigureAwait(false);
        }
    }

    private async Task WriteFramesAsync(ModelChoice model, GenerationOptions? options, ChannelWriter<DenoisingFrame> frames, CancellationToken cancellationToken)
    {
        try
        {
            var last = await _runner.RunAsync(
                model, 1, options, null,
                (plan, clock, stop) =>
                {
                    var unfinished = plan.Recipe with { Finishing = null };
                    var clip = GenerationRunner.Sample(plan, clock, stop, (in SamplingStep step) =>
                    {
                        var estimate = GenerationRunner.Finish(step.Denoised, plan, unfinished);
                        frames.TryWrite(new DenoisingFrame(step.Step, step.Steps, new AudioClip(estimate.Samples.Span, estimate.Channels, estimate.SampleRate), false));
                    })[0];
                    return new DenoisingFrame(plan.Steps, plan.Steps, clip, true);
                },
                cancellationToken).ConfigureAwait(false);
            frames.TryWrite(last);
            frames.Complete();
        }
        catch (Exception exception)
        {
            frames.TryComplete(exception); // thrown where the frames are read
        }
    }
}
