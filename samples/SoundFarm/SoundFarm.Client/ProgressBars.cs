using SoundFarm.Grains;
using Spectre.Console;

namespace SoundFarm.Client;

/// <summary>The bars of "farm watch": one for the job, and one for what each silo made of it.</summary>
internal static class ProgressBars
{
    /// <summary>Shows a status until it is the last one, which is returned.</summary>
    public static Task<JobStatus> ShowAsync(IAsyncEnumerable<JobStatus> statuses, CancellationToken cancellationToken)
        => AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var bars = new Dictionary<string, ProgressTask>();
                JobStatus? last = null;
                await foreach (var status in statuses.WithCancellation(cancellationToken))
                {
                    last = status;
                    if (status.Job is not { } job)
                        break;
                    Set("all", status.Done, job.Sounds);
                    foreach (var (silo, made) in status.BySilo.OrderBy(pair => pair.Key))
                        Set(silo, made, job.Sounds);
                }

                return last!;

                void Set(string name, int done, int all)
                {
                    if (!bars.TryGetValue(name, out var bar))
                        bars[name] = bar = context.AddTask(name, maxValue: all);
                    bar.Value = done;
                    bar.Description = Markup.Escape($"{name}  {done}");
                }
            });
}
