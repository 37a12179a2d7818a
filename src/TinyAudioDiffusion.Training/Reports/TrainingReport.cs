using TinyAudioDiffusion.Evaluation.Pictures;
using TinyAudioDiffusion.Evaluation.Reports;
using TinyAudioDiffusion.Training.Runs;

namespace TinyAudioDiffusion.Training.Reports;

/// <summary>
/// Writes the page about a training run: curves, sounds with pictures and players, the configuration. One file that loads nothing from elsewhere; it can be read while the
/// run goes on.
/// </summary>
/// <remarks>
/// Made from the run's folder alone: <c>metrics.jsonl</c> (a last line that is half written is left for the next time), <c>recipe.json</c> and
/// <c>samples/step-500-kick.wav</c>. What is not there yet is left out; a configuration or a sound that cannot be read is said.
/// </remarks>
public static class TrainingReport
{
    /// <summary>The page's name in the run's folder.</summary>
    public const string FileName = "report.html";

    /// <summary>Writes the page; it appears whole or not at all.</summary>
    /// <param name="runFolder">The run's folder.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <returns>The page's path.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="TrainingException">The folder holds nothing of a run, or a line of its metrics is not what it should be.</exception>
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
        HtmlPage.Write(path, $"Training {name}", options.Refresh, page =>
        {
            page.Write($"<h1>{MarkupText.Escape(name)}</h1>\n");
            WriteFacts(page, metrics, configuration);
            TrainingCurves.Write(page, metrics);
            WriteSamples(page, samples, options);
            WriteConfiguration(page, configuration, problem);
        });
        return path;
    }

    private static void WriteFacts(TextWriter page, IReadOnlyList<MetricsLine> metrics, List<(string Name, string Value)> configuration)
    {
        if (metrics.Count == 0)
        {
            page.Write("<p class=\"soft\">Nothing measured yet.</p>\n");
            return;
        }

        var last = metrics[^1];
        var steps = configuration.FirstOrDefault(row => row.Name == "steps").Value;
        var validations = metrics.Where(entry => entry.ValidationLoss is not null).ToList();
        HtmlPage.WriteFacts(page, Facts());

        IEnumerable<(string Name, string Value, string? Note)> Facts()
        {
            yield return ("step", MarkupText.Count(last.Step), long.TryParse(steps, out var all) ? $"of {MarkupText.Count(all)}" : null);
            yield return ("smoothed loss", MarkupText.Value(last.SmoothedLoss), $"this step {MarkupText.Value(last.Loss)}");
            if (validations.Count > 0)
            {
                var best = validations.MinBy(entry => entry.ValidationLoss)!;
                yield return ("validation loss", MarkupText.Value(validations[^1].ValidationLoss!.Value), $"best {MarkupText.Value(best.ValidationLoss!.Value)} at step {MarkupText.Count(best.Step)}");
            }

            yield return ("learning rate", MarkupText.Value(last.Rate), null);
            yield return ("time", MarkupText.Duration(last.Seconds), Speed(metrics));
        }
    }

    // Over the last tenth, so that a slow beginning does not count.
    private static string? Speed(IReadOnlyList<MetricsLine> entries)
    {
        var (first, last) = (entries[entries.Count - 1 - (entries.Count / 10)], entries[^1]);
        if (first == last)
            first = entries[0];
        var (steps, seconds) = (last.Step - first.Step, last.Seconds - first.Seconds);
        if (!(steps > 0 && seconds > 0))
            return null;
        return steps >= seconds ? $"{MarkupText.Value(steps / seconds)} steps a second" : $"{MarkupText.Value(seconds / steps)} s a step";
    }

    private static void WriteSamples(TextWriter page, List<SampleFile> samples, TrainingReportOptions options)
    {
        if (samples.Count == 0)
            return;
        var chosen = SampleFile.Choose(samples, options.MaxAudioBytes);
        var audio = new AudioBudget(options.MaxAudioBytes);
        var left = samples.Select(sample => sample.Step).Distinct().Count() - chosen.Count;
        page.Write("<h2>Sounds</h2>\n");
        if (left > 0)
            page.Write($"<p class=\"soft\">The sounds of {MarkupText.Count(left)} more steps are in the folder <code>samples</code>; they are left out to keep this file small.</p>\n");

        // The newest first, and open; those before it unfold.
        var steps = samples.Where(sample => chosen.Contains(sample.Step)).GroupBy(sample => sample.Step).Reverse().ToList();
        foreach (var step in steps)
        {
            page.Write($"<details{(step == steps[0] ? " open" : "")}><summary>Step {MarkupText.Count(step.Key)}</summary>\n<div class=\"sounds\">\n");
            foreach (var sample in step)
                WriteSample(page, sample, audio);
            page.Write("</div></details>\n");
        }
    }

    private static void WriteSample(TextWriter page, SampleFile sample, AudioBudget audio)
    {
        try
        {
            var clip = AudioClip.Load(sample.Path);
            SoundCard.Write(page, sample.Name, $"peak {MarkupText.Decibels(clip.PeakDbfs)}", clip, audio);
        }
        catch (AudioFormatException exception)
        {
            HtmlPage.WriteNotice(page, exception.Message);
        }
    }

    private static void WriteConfiguration(TextWriter page, List<(string Name, string Value)> configuration, string? problem)
    {
        if (problem is not null)
            HtmlPage.WriteNotice(page, problem);
        if (configuration.Count == 0)
            return;
        page.Write("<h2>Configuration</h2>\n<div class=\"scroll\"><table>\n");
        foreach (var (name, value) in configuration)
            page.Write($"<tr><th scope=\"row\">{MarkupText.Escape(name)}</th><td>{MarkupText.Escape(value)}</td></tr>\n");
        page.Write("</table></div>\n");
    }
}
