using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using SoundFarm.Grains;
using SoundFarm.Jobs;
using Spectre.Console;
using TinyAudioDiffusion;

namespace SoundFarm.Client;

/// <summary>The commands that ask the cluster.</summary>
internal static class JobCommands
{
    private static readonly Argument<string> _job = new("job") { Description = "The name of the job." };

    public static Command Submit()
    {
        var file = new Argument<string>("manifest") { Description = "A JSON file: which sounds to make; see samples/SoundFarm/jobs." };
        var perShard = new Option<int>("--ids-per-shard")
        {
            Description = "Sounds of a shard.",
            DefaultValueFactory = _ => Farm.IdsPerShard,
        };
        var command = new Command("submit", "Submits a job. Submitting it again completes a submission that broke off.") { file, perShard };
        command.SetAction((parsed, cancellationToken) => parsed.WithFarmAsync(
            async (farm, services) =>
            {
                var manifest = JobManifest.Read(parsed.GetRequiredValue(file));
                var ids = await manifest.IdsAsync(services.GetRequiredService<IDrumGenerator>(), cancellationToken)
                    .ToListAsync(cancellationToken);
                await farm.SubmitAsync(manifest.Name, manifest.Priority, ids, parsed.GetValue(perShard));
                AnsiConsole.WriteLine($"{manifest.Name}: {ids.Count} sounds. farm watch {manifest.Name}");
                return 0;
            }, cancellationToken));
        return command.WithPlace();
    }

    public static Command Watch()
    {
        var command = new Command("watch", "Shows the progress of a job, a bar for each silo, until it is finished.") { _job };
        command.SetAction((parsed, cancellationToken) => parsed.WithFarmAsync(
            async (farm, _) =>
            {
                var job = parsed.GetRequiredValue(_job);
                var last = await ProgressBars.ShowAsync(farm.WatchAsync(job, TimeSpan.FromMilliseconds(500)), cancellationToken);
                Require(last, job);
                AnsiConsole.WriteLine($"{job}: {Text(last)}");
                return last.Dead > 0 || last.Cancelled ? 2 : 0;
            }, cancellationToken));
        return command.WithPlace();
    }

    public static Command Cancel() => OfJob("cancel", "Cancels a job. The sounds that are made already stay in the store.", async job =>
    {
        Require(await job.Status(), job.GetPrimaryKeyString());
        await job.Cancel();
        AnsiConsole.WriteLine(Text(await job.Status()));
    });

    public static Command DeadLetters() => OfJob("dead", "Lists the sounds of a job that could not be made, and why.", async job =>
    {
        foreach (var letter in await job.DeadLetters())
            AnsiConsole.WriteLine($"{letter.Id}  {letter.Reason}");
    });

    public static Command Retry() => OfJob("retry", "Tries the sounds of a job again that could not be made.", job => job.Retry());

    private static Command OfJob(string name, string description, Func<IJobGrain, Task> action)
    {
        var command = new Command(name, description) { _job };
        command.SetAction((parsed, cancellationToken) => parsed.WithFarmAsync(
            async (farm, _) =>
            {
                await action(farm.Job(parsed.GetRequiredValue(_job)));
                return 0;
            }, cancellationToken));
        return command.WithPlace();
    }

    private static void Require(JobStatus status, string job)
    {
        if (status.Job is null)
            throw new InvalidOperationException($"The farm knows no job \"{job}\".");
    }

    private static string Text(JobStatus status)
        => $"{status.Done} of {status.Job!.Sounds} done, {status.Dead} dead{(status.Cancelled ? ", cancelled" : "")}";
}
