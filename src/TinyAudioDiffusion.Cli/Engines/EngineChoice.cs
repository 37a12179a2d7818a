namespace TinyAudioDiffusion.Cli.Engines;

/// <summary>What a command line says of the engine; null for what it does not say.</summary>
internal sealed record EngineChoice(string? Name = null, int? Threads = null, string? Device = null, string? Precision = null);
