using TinyAudioDiffusion.Evaluation.Reports;
using TinyAudioDiffusion.Evaluation.Text;
using TinyAudioDiffusion.Training.Runs;

namespace TinyAudioDiffusion.Training.Reports;

/// <summary>
/// Writes the page about a training run: curves, sounds with pictures and players, the configuration. The page is one file that loads
/// nothing from elsewhere; people can read it while the run goes on.
/// </summary>
/// <remarks>
/// The page is made from the run's folder alone: <c>metrics.jsonl</c> (a last line that is half written waits for the next page),
/// <c>recipe.json</c> and <c>samples/step-500-kick.wav</c>. It leaves out what is not there yet, and says which configuration or sound
/// cannot be read.
/// </remarks>
public static class TrainingReport
{
    /// <summary>The page's name in the run's folder.</summary>
    public const string FileName = "report.html";

    /// <summary>Writes the page; it appears whole or not at all.</summary>
    /// <param name="runFolder">The run's folder.</param>
    /// <param name="options">The settings of the page; null for the defaults.</param>
    /// <returns>The page's path.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="TrainingException">The folder holds nothing of a run, or a line of its metrics cannot be right.</exception>
    /// <exception cref="IOException">A file cannot be read, or the page cannot be written.</exception>
    public static string Write(string runFolder, TrainingReportOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(runFolder);
        options ??= new TrainingReportOptions();
        if (!Directory.Exists(runFolder))
            throw new DirectoryNotFoundException($"There is no folder \"{runFolder}\".");
        var run = new RunFolder(runFolder);
        var metrics = MetricsFile.Read(run.MetricsPath);
        var (configuration, problem) = ConfigurationTable.Read(run.ConfigurationPath);
        var samples = SampleFile.In(run.SamplesPath);
        if (metrics.Count == 0 && configuration.Count == 0 && problem is null && samples.Count == 0)
            throw new TrainingException($"There is no training in {runFolder}: it has no metrics.jsonl, no recipe.json and no samples.");

        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(runFolder)));
        var path = Path.Combine(runFolder, FileName);
        ReportPage.Write(
            path,
            $"Training {name}",
            page =>
            {
                page.Title(name);
                WriteFacts(page, metrics, configuration);
                TrainingCurves.Write(page, metrics);
                WriteSamples(page, samples, options);
                WriteConfiguration(page, configuration, problem);
            },
            options.MaxAudioBytes,
            options.Refresh);
        return path;
    }

    private static void WriteFacts(ReportPage page, IReadOnlyList<MetricsLine> metrics, List<(string Name, string Value)> configuration)
    {
        if (metrics.Count == 0)
        {
            page.Text("Nothing measured yet.");
            return;
        }

        var last = metrics[^1];
        var steps = configuration.FirstOrDefault(row => row.Name == "steps").Value;
        var validations = metrics.Where(line => line.ValidationLoss is not null).ToList();
        page.Facts(Facts());

        IEnumerable<(string Name, string Value, string? Note)> Facts()
        {
            yield return (
                "step", ReadableNumber.Count(last.Step), long.TryParse(steps, out var all) ? $"of {ReadableNumber.Count(all)}" : null);
            yield return ("smoothed loss", ReadableNumber.Value(last.SmoothedLoss), $"this step {ReadableNumber.Value(last.Loss)}");
            if (validations.Count > 0)
            {
                var best = validations.MinBy(line => line.ValidationLoss)!;
                yield return (
                    "validation loss",
                    ReadableNumber.Value(validations[^1].ValidationLoss!.Value),
                    $"best {ReadableNumber.Value(best.ValidationLoss!.Value)} at step {ReadableNumber.Count(best.Step)}");
            }

            yield return ("learning rate", ReadableNumber.Value(last.Rate), null);
            yield return ("time", ReadableNumber.Duration(last.Seconds), Speed(metrics));
        }
    }

    // Over the last tenth, so that a slow beginning does not count.
    private static string? Speed(IReadOnlyList<MetricsLine> lines)
    {
        var (first, last) = (lines[lines.Count - 1 - (lines.Count / 10)], lines[^1]);
        if (first == last)
            first = lines[0];
        var (steps, seconds) = (last.Step - first.Step, last.Seconds - first.Seconds);
        if (!(steps > 0 && seconds > 0))
            return null;
        return steps >= seconds
            ? $"{ReadableNumber.Value(steps / seconds)} steps a second"
            : $"{ReadableNumber.Value(seconds / steps)} s a step";
    }

    private static void WriteSamples(ReportPage page, List<SampleFile> samples, TrainingReportOptions options)
    {
        if (samples.Count == 0)
            return;
        var chosen = SampleFile.Choose(samples, options.MaxAudioBytes);
        var left = samples.Select(sample => sample.Step).Distinct().Count() - chosen.Count;
        page.Heading("Sounds");
        if (left > 0)
        {
            page.Text(
                $"The sounds of {ReadableNumber.Count(left)} more steps are in the folder samples. "
                + "They are left out to keep this file small.");
        }

        // The newest step comes first, unfolded.
        var steps = samples.Where(sample => chosen.Contains(sample.Step)).GroupBy(sample => sample.Step).Reverse().ToList();
        foreach (var step in steps)
        {
            page.Fold($"Step {ReadableNumber.Count(step.Key)}", isOpen: step == steps[0], () =>
            {
                foreach (var sample in step)
                    WriteSample(page, sample);
            });
        }
    }

    private static void WriteSample(ReportPage page, SampleFile sample)
    {
        try
        {
            var clip = AudioClip.Load(sample.Path);
            page.Sound(sample.Name, $"peak {ReadableNumber.Decibels(clip.PeakDbfs)}", clip);
        }
        catch (AudioFormatException exception)
        {
            page.Notice(exception.Message);
        }
    }

    private static void WriteConfiguration(ReportPage page, List<(string Name, string Value)> configuration, string? problem)
    {
        if (problem is not null)
            page.Notice(problem);
        if (configuration.Count == 0)
            return;
        page.Heading("Configuration");
        page.Table(configuration);
    }
}
