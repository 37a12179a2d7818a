using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Console;

/// <summary>The progress of a command: steps that are done, and models that are being downloaded.</summary>
internal sealed class WorkProgress(Action<(int Step, int Steps)> steps, Action<ModelFetchProgress> fetch)
    : IProgress<(int Step, int Steps)>, IProgress<ModelFetchProgress>
{
    /// <summary>Makes the receiver of the progress of one call of the library.</summary>
    public IProgress<GenerationProgress> OfCall() => OfCall(report => (report.Step, report.Steps));

    /// <summary>Makes the receiver of the progress of one call of the library that is a part of more work.</summary>
    /// <param name="place">Says which step of the whole work a step of the call is.</param>
    public IProgress<GenerationProgress> OfCall(Func<GenerationProgress, (int Step, int Steps)> place) => new DirectProgress<GenerationProgress>(report =>
    {
        if (report.Fetch is { } fetched)
            Report(fetched);
        else if (report.Steps > 0)
            Report(place(report));
    });

    public void Report((int Step, int Steps) value) => steps(value);

    public void Report(ModelFetchProgress value) => fetch(value);
}
