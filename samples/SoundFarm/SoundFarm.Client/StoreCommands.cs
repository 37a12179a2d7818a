using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using SoundFarm.Jobs;
using SoundFarm.Rendering;
using SoundFarm.Storage;
using Spectre.Console;

namespace SoundFarm.Client;

/// <summary>The commands that need the store alone.</summary>
internal static class StoreCommands
{
    private static readonly Argument<string> _job = new("job") { Description = "The name of the job." };

    public static Command Verify()
    {
        var every = new Option<int>("--remake-every")
        {
            Description = "Makes every n-th sound again in this process and compares the bytes; 1 for all, 0 for none.",
            DefaultValueFactory = _ => 100,
        };
        var command = new Command("verify", "Checks that every sound of a job is there once, and that its bytes are right.")
        {
            _job, every,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services = parsed.OpenStore();
            var store = services.GetRequiredService<ISoundStore>();
            var verification = new JobVerification(store, services.GetRequiredService<ISoundRenderer>());
            var job = await JobAsync(store, parsed, cancellationToken);
            var report = await verification.CheckAsync(job, parsed.GetValue(every), cancellationToken: cancellationToken);
            foreach (var fault in report.Faults)
                AnsiConsole.WriteLine(fault);
            AnsiConsole.WriteLine($"{report.Listed} of {report.Expected} sounds are there, each once; "
                + $"{report.Remade} made again and compared; {report.Faults.Count} faults.");
            return report.Faults.Count == 0 && report.Listed == report.Expected ? 0 : 2;
        });
        return command.WithPlace();
    }

    public static Command Export()
    {
        var folder = new Argument<string>("out") { Description = "The folder to write to." };
        var training = new Option<bool>("--training") { Description = "A folder for each class, to train on; else one for each kit." };
        var command = new Command("export", "Copies the sounds of a job as kits or as a training folder.") { _job, folder, training };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services = parsed.OpenStore();
            var store = services.GetRequiredService<ISoundStore>();
            var job = await JobAsync(store, parsed, cancellationToken);
            var count = await new JobExport(store).RunAsync(
                job, parsed.GetRequiredValue(folder), parsed.GetValue(training) ? JobExport.TrainingPath : JobExport.KitPath,
                cancellationToken: cancellationToken);
            AnsiConsole.WriteLine($"{count} sounds in {parsed.GetRequiredValue(folder)}");
            return 0;
        });
        return command.WithPlace();
    }

    private static async Task<StoredJob> JobAsync(ISoundStore store, ParseResult parsed, CancellationToken cancellationToken)
    {
        var name = parsed.GetRequiredValue(_job);
        JobManifest.RequireName(name);
        return await new StoredManifest(store).FindJobAsync(name, cancellationToken)
            ?? throw new InvalidOperationException($"The store has no job \"{name}\".");
    }
}
