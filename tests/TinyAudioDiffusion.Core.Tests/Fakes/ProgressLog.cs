namespace TinyAudioDiffusion.Tests.Fakes;

/// <summary>Keeps progress in the order of its arrival, on the thread that reports.</summary>
internal sealed class ProgressLog : IProgress<GenerationProgress>
{
    public List<GenerationProgress> Reports { get; } = [];

    public void Report(GenerationProgress value) => Reports.Add(value);
}
