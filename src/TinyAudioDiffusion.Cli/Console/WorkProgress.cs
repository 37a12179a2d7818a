using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Console;

/// <summary>What a command tells while it works: steps that are done, and models that are being fetched.</summary>
internal sealed class WorkProgress(Action<(int Step, int Steps)> steps, Action<ModelFetchProgress> fetch)
    : IProgress<(int Step, int Steps)>, IProgress<ModelFetchProgress>
{
    /// <summary>Makes the receiver of one call of the library.</summary>
    public IProgress<GenerationProgress> OfCall() => new DirectProgress<GenerationProgress>(report =>
    {
        if (report.Fetch is { } fetch)
            Report(fetch);
        else
            Report((report.Step, report.Steps));
    });

    public void Report((int Step, int Steps) value) => steps(value);

    public void Report(ModelFetchProgress value) => fetch(value);
}
