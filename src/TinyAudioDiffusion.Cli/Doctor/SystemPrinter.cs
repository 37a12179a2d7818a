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
        terminal.WriteLine($"playback   {(report.SoundDevices.Count == 0 ? "no sound device" : string.Join(", ", report.SoundDevices))}");
        if (report.SecondsToASound is { } seconds)
            terminal.WriteLine($"a sound    one step of the built-in model, with its loading: {Sentences.Duration(seconds)}");
        terminal.WriteLine("");
        terminal.WriteLine(Verdict(report));
    }

    private static string Verdict(SystemReport report) => report.Problem is { } problem
        ? $"No sound can be made: {Sentences.OnOneLine(problem)} Install tad again; if that does not help, report it with these lines."
        : "Everything works. \"tad kit\" makes a drum kit.";

    private static string Describe(EngineReport engine)
    {
        var version = engine.Version is null ? "" : $"{engine.Version}; ";
        return version + (engine.Problem is { } problem
            ? $"does not work: {Sentences.OnOneLine(problem)}"
            : $"works on {string.Join(", ", engine.Devices)}");
    }
}
