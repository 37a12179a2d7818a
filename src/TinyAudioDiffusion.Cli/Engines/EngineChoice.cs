namespace TinyAudioDiffusion.Cli.Engines;

/// <summary>The engine settings of a command line; null for each that is not given.</summary>
internal sealed record EngineChoice(string? Name = null, int? Threads = null, string? Device = null, string? Precision = null);
