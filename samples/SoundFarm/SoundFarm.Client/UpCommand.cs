using System.CommandLine;
using System.Diagnostics;
using Spectre.Console;

namespace SoundFarm.Client;

/// <summary><c>farm up</c>: several silos on this machine, as processes, until Ctrl+C.</summary>
internal static class UpCommand
{
    public static Command Create()
    {
        var silos = new Option<int>("--silos") { Description = "The number of silos.", DefaultValueFactory = _ => 3 };
        var first = new Option<int>("--first")
        {
            Description = "The number of the first silo: \"--first 4 --silos 1\" adds a fourth one to three that run.",
            DefaultValueFactory = _ => 1,
        };
        var options = new Argument<string[]>("options")
        {
            Description = "Settings for all silos, as they stand in FarmOptions: -- --Farm:Threads=2",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command("up", "Starts silos on this machine. They stop with Ctrl+C, and a job goes on when they start again.")
        {
            silos, first, options,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var place = parsed.Place();
            var processes = Enumerable.Range(parsed.GetValue(first), parsed.GetValue(silos)).Select(number =>
            {
                var start = new ProcessStartInfo("dotnet", [
                    Path.Combine(AppContext.BaseDirectory, "SoundFarm.Silo.dll"),
                    $"--contentRoot={AppContext.BaseDirectory}",
                    $"--Farm:Folder={Path.GetFullPath(place.Folder)}",
                    $"--Farm:Silo:Name=silo-{number}",
                    $"--Farm:Silo:Port={11110 + number}",
                    $"--Farm:Silo:GatewayPort={29999 + number}",
                    $"--Farm:Silo:DashboardPort={8079 + number}",
                    .. place.Redis is null ? Array.Empty<string>() : [$"--Farm:Redis={place.Redis}"],
                    .. place.Store is null ? Array.Empty<string>() : [$"--Farm:Store={place.Store}"],
                    .. place.Redis is null ? ["--Farm:ReminderPeriod=00:00:10"] : Array.Empty<string>(),
                    "--Farm:Silo:EndWithInput=true",
                    .. parsed.GetValue(options) ?? []])
                { RedirectStandardInput = true, UseShellExecute = false };
                var process = Process.Start(start)!;
                AnsiConsole.WriteLine($"silo-{number}: process {process.Id}, dashboard at http://127.0.0.1:{8079 + number}");
                return process;
            }).ToList();
            try
            {
                await Task.WhenAll(processes.Select(process => process.WaitForExitAsync(cancellationToken)));
            }
            catch (OperationCanceledException)
            {
                // The silos end in good order with their input; a terminal sends them Ctrl+C as well.
                processes.ForEach(process => process.StandardInput.Close());
                await Task.WhenAll(processes.Select(process => process.WaitForExitAsync(CancellationToken.None)));
            }

            return 0;
        });
        return command.WithPlace();
    }
}
