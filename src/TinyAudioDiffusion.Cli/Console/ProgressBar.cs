using Spectre.Console;

namespace TinyAudioDiffusion.Cli.Console;

/// <summary>A bar with the time left, on the error stream, where somebody sees it.</summary>
internal static class ProgressBar
{
    /// <summary>Runs work that reports the steps done and the steps to do; the bar disappears when it ends, however it ends.</summary>
    public static async Task RunAsync(Terminal terminal, bool show, string title, Func<IProgress<(int Step, int Steps)>, Task> work)
    {
        if (!show || !terminal.ShowsProgress)
        {
            await work(new DirectProgress<(int Step, int Steps)>(_ => { }));
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
            await work(new DirectProgress<(int Step, int Steps)>(report => Show(task, report)));
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
}
