namespace TinyAudioDiffusion.Cli.Engines;

/// <summary>What an engine has to work with on this machine.</summary>
/// <param name="Name">The name that --engine chooses by.</param>
/// <param name="Version">What it is: vector instructions and threads, or the version of a library; null where it is not in this build.</param>
/// <param name="Devices">The devices that --device chooses from.</param>
/// <param name="Problem">Why it does not work here, and what to do; null where it works.</param>
internal sealed record EngineReport(string Name, string? Version, IReadOnlyList<string> Devices, string? Problem);
