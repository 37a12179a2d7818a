using System.CommandLine;
using SoundFarm.Simulation;
using Spectre.Console;

namespace SoundFarm.Client;

/// <summary><c>farm simulate</c>: what more silos would do, in virtual time.</summary>
internal static class SimulateCommand
{
    public static Command Create()
    {
        var silos = new Option<int[]>("--silos")
        {
            Description = "Numbers of silos.",
            DefaultValueFactory = _ => [1, 10, 100, 1000],
            AllowMultipleArgumentsPerToken = true,
        };
        var ids = new Option<int>("--ids") { Description = "Sounds of the job.", DefaultValueFactory = _ => 100_000 };
        var killed = new Option<int>("--killed") { Description = "Silos that die after a third of the time." };
        var defaults = new FarmCosts();
        var sound = new Option<double>("--sound") { Description = "Seconds for a sound.", DefaultValueFactory = _ => defaults.Sound };
        var waiting = new Option<int>("--waiting")
        {
            Description = "Sounds that wait in a silo at most.",
            DefaultValueFactory = _ => defaults.Waiting,
        };
        var store = new Option<double>("--store-megabytes")
        {
            Description = "Megabytes that the store takes in a second.",
            DefaultValueFactory = _ => defaults.StoreBytesPerSecond / 1e6,
        };
        var command = new Command("simulate", "Simulates a job in virtual time, with the costs of docs/scale.md.")
        {
            silos, ids, killed, sound, waiting, store,
        };
        command.SetAction(parsed =>
        {
            var costs = defaults with
            {
                Sound = parsed.GetValue(sound),
                Waiting = parsed.GetValue(waiting),
                StoreBytesPerSecond = parsed.GetValue(store) * 1e6,
            };
            var table = new Table().AddColumns(
                "silos", "time", "efficiency", "calls", "made twice", "queue busy", "store busy", "checkpoints/s", "done");
            foreach (var count in parsed.GetValue(silos)!)
            {
                var report = FarmSimulation.Run(count, parsed.GetValue(ids), costs, parsed.GetValue(killed));
                table.AddRow(
                    $"{count}", $"{TimeSpan.FromSeconds(report.Seconds):d\\.hh\\:mm\\:ss}", $"{report.Efficiency:P1}", $"{report.Calls}",
                    $"{report.MadeTwice}", $"{report.QueueBusy:P1}", $"{report.StoreBusy:P1}", $"{report.CheckpointsPerSecond:0.0}",
                    $"{report.Done}");
            }

            AnsiConsole.Write(table);
        });
        return command;
    }
}
