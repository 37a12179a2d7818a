using Spectre.Console;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Console;

/// <summary>Bars with the time left, on the error stream, where somebody sees them.</summary>
internal static class ProgressBar
{
    /// <summary>
    /// Runs work that reports the steps done and the steps to do, and downloads; the bars disappear when it ends, however it ends.
    /// </summary>
    public static async Task RunAsync(Terminal terminal, bool show, string title, Func<WorkProgress, Task> work)
    {
        var notices = new FetchNotices(terminal);
        if (!show || !terminal.ShowsProgress)
        {
            await work(new WorkProgress(_ => { }, notices.Tell));
            return;
        }

        var bar = terminal.ErrorConsole.Progress()
            .AutoClear(true)
            .ExcludeVerticalPadding()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn());
        await bar.StartAsync(async context =>
        {
            var task = context.AddTask(Markup.Escape(title));
            task.IsIndeterminate = true;
            var downloads = new Dictionary<string, ProgressTask>(StringComparer.Ordinal);
            await work(new WorkProgress(report => Show(task, report), fetch =>
            {
                notices.Tell(fetch);
                if (!downloads.TryGetValue(fetch.File, out var download))
                    downloads[fetch.File] = download = context.AddTask(Markup.Escape(fetch.File));
                Show(download, fetch);
            }));
        });
    }

    private static void Show(ProgressTask task, (int Step, int Steps) report)
    {
        // Nothing is known before the model is loaded.
        if (report.Steps == 0)
            return;
        task.IsIndeterminate = false;
        task.MaxValue = report.Steps;
        task.Value = report.Step;
    }

    private static void Show(ProgressTask task, ModelFetchProgress fetch)
    {
        var amount = Sentences.Bytes(fetch.Bytes) + (fetch.TotalBytes is { } total ? $" of {Sentences.Bytes(total)}" : "");
        var rate = fetch.BytesPerSecond > 0 ? $", {Sentences.Bytes((long)fetch.BytesPerSecond)}/s" : "";
        task.Description = Markup.Escape($"{Path.GetFileName(fetch.File)}  {amount}{rate}");
        task.IsIndeterminate = fetch.TotalBytes is null;
        task.MaxValue = fetch.TotalBytes ?? Math.Max(1, fetch.Bytes);
        task.Value = fetch.Bytes;
    }
}
