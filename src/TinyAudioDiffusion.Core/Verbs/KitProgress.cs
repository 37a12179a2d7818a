using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion;

/// <summary>The progress of many calls of the generator as that of one piece of work.</summary>
/// <param name="receiver">Receives it; null for nobody.</param>
/// <param name="sounds">The number of sounds of all calls.</param>
/// <param name="time">The clock.</param>
internal sealed class KitProgress(IProgress<GenerationProgress>? receiver, int sounds, TimeProvider time)
    : IProgress<ModelFetchProgress>
{
    private readonly long _start = time.GetTimestamp();
    private int _done;
    private volatile bool _over;

    /// <summary>Makes the receiver of the next call.</summary>
    /// <param name="count">The number of sounds that the call makes.</param>
    public IProgress<GenerationProgress> OfCall(int count)
    {
        var before = _done;
        _done += count;
        return new Call(this, before, count);
    }

    public void Report(ModelFetchProgress value) => receiver?.Report(
        new(GenerationStage.Loading, 0, 0, time.GetElapsedTime(_start), value.Remaining) { Fetch = value });

    /// <summary>Reports that all is done; what is made later is nobody's progress.</summary>
    public void Done()
    {
        _over = true;
        receiver?.Report(new(GenerationStage.Done, sounds, sounds, time.GetElapsedTime(_start), TimeSpan.Zero));
    }

    private void Report(GenerationProgress call, int before, int count)
    {
        if (_over)
            return;
        var elapsed = time.GetElapsedTime(_start);
        var perSound = call.Steps / count;
        var (step, steps) = ((before * perSound) + call.Step, sounds * perSound);
        if (call.Stage == GenerationStage.Loading)
            receiver?.Report(call with { Elapsed = elapsed });
        else if (call.Stage == GenerationStage.Sampling)
            receiver?.Report(new(call.Stage, step, steps, elapsed, step == 0 ? null : elapsed * ((double)(steps - step) / step)));
    }

    private sealed class Call(KitProgress kit, int before, int count) : IProgress<GenerationProgress>
    {
        public void Report(GenerationProgress value) => kit.Report(value, before, count);
    }
}
