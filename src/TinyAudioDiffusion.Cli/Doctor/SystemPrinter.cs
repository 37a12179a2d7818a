using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Engines;

namespace TinyAudioDiffusion.Cli.Doctor;

/// <summary>Shows the report about the machine to a person.</summary>
internal static class SystemPrinter
{
    public static void Print(SystemReport report, Terminal terminal)
    {
        terminal.WriteLine($"program    {report.Program}");
        terminal.WriteLine($"runtime    {report.Runtime}");
        terminal.WriteLine($"system     {report.Os}");
        terminal.WriteLine($"processor  {report.Processor}");
        foreach (var engine in report.Engines)
            terminal.WriteLine($"engine     {engine.Name}: {Describe(engine)}");
        terminal.WriteLine($"built in   {report.BuiltInModel}{(report.BuiltInModelBytes is { } size ? $", {Sentences.Bytes(size)}" : "")}");
        terminal.WriteLine($"cache      {report.CacheFolder}, {Sentences.Count(report.CachedModels, "model", "models")}");
    }

    private static string Describe(EngineReport engine)
    {
        var version = engine.Version is null ? "" : $"{engine.Version}; ";
        return version + (engine.Problem is { } problem
            ? $"does not work: {Sentences.OnOneLine(problem)}"
            : $"works on {string.Join(", ", engine.Devices)}");
    }
}
