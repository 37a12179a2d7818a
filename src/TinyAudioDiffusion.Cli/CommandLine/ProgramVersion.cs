using System.Reflection;

namespace TinyAudioDiffusion.Cli.CommandLine;

/// <summary>The program's name and version, for people and for the provenance of models that it writes.</summary>
internal static class ProgramVersion
{
    /// <summary>Gets the number of the version, which is that of the packages as well.</summary>
    public static string Number { get; } = Read();

    public static string Name { get; } = $"tad {Number}";

    // The part behind the plus is the commit; package versions leave it out as well.
    private static string Read()
    {
        var attribute = typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>();
        return attribute?.InformationalVersion.Split('+')[0] ?? "0.0.0";
    }
}
