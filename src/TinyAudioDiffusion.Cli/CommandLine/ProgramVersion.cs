using System.Reflection;

namespace TinyAudioDiffusion.Cli.CommandLine;

/// <summary>The program's name and version, for people and for the provenance of models that it writes.</summary>
internal static class ProgramVersion
{
    public static string Name { get; } = $"tad {Version()}";

    // The part behind the plus is the commit; package versions leave it out as well.
    private static string Version()
        => typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";
}
