using TinyAudioDiffusion.Cli.Engines;
using TinyAudioDiffusion.Cli.Services;

namespace TinyAudioDiffusion.Cli.Generate;

/// <summary>What every command that makes sounds and writes them reads from its command line.</summary>
internal sealed record SoundSettings
{
    /// <summary>Gets the model.</summary>
    public required ModelSettings Model { get; init; }

    /// <summary>Gets how to make the sounds; null for everything that the command line does not say.</summary>
    public required GenerationOptions Generation { get; init; }

    /// <summary>Gets the folder to write to.</summary>
    public required string Folder { get; init; }

    /// <summary>Gets how samples are stored; null for the command's default.</summary>
    public WavEncoding? Depth { get; init; }

    /// <summary>Gets whether one JSON document is printed instead of lines.</summary>
    public bool AsJson { get; init; }

    /// <summary>Gets the engine.</summary>
    public required EngineChoice Engine { get; init; }
}
