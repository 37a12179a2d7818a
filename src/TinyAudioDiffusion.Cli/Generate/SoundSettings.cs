using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Engines;
using TinyAudioDiffusion.Cli.Services;

namespace TinyAudioDiffusion.Cli.Generate;

/// <summary>Settings that every command reads from its command line when it makes sounds and writes them.</summary>
internal sealed record SoundSettings
{
    /// <summary>Gets the model.</summary>
    public required ModelSettings Model { get; init; }

    /// <summary>Gets how to make the sounds; null for everything that the command line does not say.</summary>
    public required GenerationOptions Generation { get; init; }

    /// <summary>Gets the folder to write to.</summary>
    public required string Folder { get; init; }

    /// <summary>Gets how samples are stored; null for the command's default.</summary>
    public SampleEncoding? Depth { get; init; }

    /// <summary>Gets the format of the files, "wav" or "flac"; null for the command's default.</summary>
    public string? Format { get; init; }

    /// <summary>Gets whether one JSON document is printed instead of lines.</summary>
    public bool AsJson { get; init; }

    /// <summary>Gets the engine.</summary>
    public required EngineChoice Engine { get; init; }

    /// <summary>Makes the writer of the sounds.</summary>
    /// <param name="name">The first part of every file's name.</param>
    /// <param name="encoding">How samples are stored where the command line does not say it.</param>
    /// <param name="format">The format where the command line does not say it.</param>
    /// <exception cref="UsageException">FLAC cannot hold floats.</exception>
    public SoundWriter Writer(string name, SampleEncoding encoding = SampleEncoding.Pcm16, string format = "wav")
    {
        var (depth, kind) = (Depth ?? encoding, Format ?? format);
        if (depth == SampleEncoding.Float32 && kind == "flac")
            throw new UsageException("FLAC stores integers: choose --depth 16 or 24, or --format wav.");
        return new SoundWriter(Folder, name, depth, kind);
    }
}
