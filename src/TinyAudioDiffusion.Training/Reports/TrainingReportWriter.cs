using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Training.Runs;

namespace TinyAudioDiffusion.Training.Reports;

/// <summary>Writes the page about a training while it goes on: after validations and samples, and at the end.</summary>
/// <param name="options">The settings of the page; null for the defaults.</param>
/// <param name="time">The clock; null for the system's.</param>
/// <remarks>A page that cannot be written, on a full disk for instance, ends no training: see <see cref="Failure"/>.</remarks>
public sealed class TrainingReportWriter(TrainingReportOptions? options = null, TimeProvider? time = null) : ITrainingObserver
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private RunFolder? _folder;
    private long? _written;

    /// <summary>Gets the least time between two pages; the last one is always written.</summary>
    /// <value>30 seconds: a page of many sounds takes a second.</value>
    public TimeSpan Between { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets why the latest page could not be written; null where it could.</summary>
    public Exception? Failure { get; private set; }

    /// <inheritdoc/>
    public void OnStarted(TrainingConfiguration configuration, RunFolder folder, int step) => _folder = folder;

    /// <inheritdoc/>
    public void OnStep(TrainingProgress progress)
    {
        ArgumentNullException.ThrowIfNull(progress);
        if (progress.ValidationLoss is not null)
            WriteNowAndThen();
    }

    /// <inheritdoc/>
    public void OnSamples(int step, IReadOnlyList<string> files) => WriteNowAndThen();

    /// <inheritdoc/>
    public void OnFinished(TrainingResult result) => Write();

    private void WriteNowAndThen()
    {
        if (_written is not { } written || _time.GetElapsedTime(written) >= Between)
            Write();
    }

    private void Write()
    {
        if (_folder is null)
            return;
        try
        {
            TrainingReport.Write(_folder.FullPath, options);
            Failure = null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or TinyAudioDiffusionException)
        {
            Failure = exception;
        }

        _written = _time.GetTimestamp();
    }
}
