using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Engines;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Hub;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Doctor;

/// <summary><c>tad doctor</c>: what sounds are made with on this machine.</summary>
internal static class DoctorCommand
{
    public static Command Create(Terminal terminal)
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON document instead of lines." };
        var command = new TadCommand(
            "doctor", "Tells what sounds are made with on this machine: the runtime, the engines and why one does not work, models at hand. Makes no request.", "tad doctor")
        {
            json,
        };
        command.SetAction(async (parsed, _) =>
        {
            await using var services = TadServices.Create(terminal);
            var report = SystemReport.Of(terminal.Engines, services.GetRequiredService<IModelZoo>(), services.GetRequiredService<HuggingFaceCache>());
            if (parsed.GetValue(json))
                terminal.Output.WriteLine(JsonSerializer.Serialize(report, JsonOutput.Readable.SystemReport));
            else
                Print(report, terminal.Output);
            return ExitCodes.Success;
        });
        return command;
    }

    private static void Print(SystemReport report, TextWriter output)
    {
        output.WriteLine($"program    {report.Program}");
        output.WriteLine($"runtime    {report.Runtime}");
        output.WriteLine($"system     {report.Os}");
        output.WriteLine($"processor  {report.Processor}");
        foreach (var engine in report.Engines)
            output.WriteLine($"engine     {engine.Name}: {Describe(engine)}");
        output.WriteLine($"built in   {report.BuiltInModel}{(report.BuiltInModelBytes is { } size ? $", {Sentences.Bytes(size)}" : "")}");
        output.WriteLine($"cache      {report.CacheFolder}, {Sentences.Count(report.CachedModels, "model", "models")}");
    }

    private static string Describe(EngineReport engine)
    {
        var version = engine.Version is null ? "" : $"{engine.Version}; ";
        return engine.Problem is { } problem ? $"{version}does not work: {Sentences.OnOneLine(problem)}" : $"{version}works on {string.Join(", ", engine.Devices)}";
    }
}
