namespace TinyAudioDiffusion.Cli.Engines;

/// <summary>An engine and its devices on this machine.</summary>
/// <param name="Name">The name that --engine chooses by.</param>
/// <param name="Version">Vector instructions and threads, or the version of a library; null where this build does not have the engine.</param>
/// <param name="Devices">The devices that --device chooses from.</param>
/// <param name="Problem">Why the engine does not work here, and what to do; null where it works.</param>
internal sealed record EngineReport(string Name, string? Version, IReadOnlyList<string> Devices, string? Problem);
