using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion;

/// <summary>Reports the steps of one call as progress with times.</summary>
internal sealed class ProgressClock(IProgress<GenerationProgress>? receiver, TimeProvider time) : IProgress<ModelFetchProgress>
{
    private readonly long _start = time.GetTimestamp();
    private long _samplingStart;
    private int _steps;

    public void Loading() => Report(GenerationStage.Loading, 0, null);

    // The time left is that of the fetch, because nothing is known yet of what comes after it.
    public void Report(ModelFetchProgress value) => receiver?.Report(
        new GenerationProgress(GenerationStage.Loading, 0, 0, time.GetElapsedTime(_start), value.Remaining) { Fetch = value });

    public void BeginSampling(int steps)
    {
        _samplingStart = time.GetTimestamp();
        _steps = steps;
        Report(GenerationStage.Sampling, 0, null);
    }

    // Estimated from the time of the steps alone, because loading is over.
    public void Sampled(int step) => Report(
        GenerationStage.Sampling, step, step == 0 ? null : time.GetElapsedTime(_samplingStart) * ((double)(_steps - step) / step));

    public void Done() => Report(GenerationStage.Done, _steps, TimeSpan.Zero);

    private void Report(GenerationStage stage, int step, TimeSpan? remaining)
        => receiver?.Report(new GenerationProgress(stage, step, _steps, time.GetElapsedTime(_start), remaining));
}
