using TinyAudioDiffusion.Cli.Console;

namespace TinyAudioDiffusion.Cli.Services;

/// <summary>Names files and folders that are no models, by their first bytes or by what they hold.</summary>
internal static class FileKind
{
    private static readonly string[] _modelExtensions = [".ckpt", ".safetensors", ".json", ".pt", ".pth"];

    private const int StartLength = 12;
    private const string Models = "a .ckpt with its YAML beside it, a .safetensors, a model.json, a config.json, or a folder with one of "
        + "them";

    /// <summary>Refuses a path that cannot be a model, and names what is there.</summary>
    /// <exception cref="CommandException">The path names another kind of file, a folder of sounds, or a file that is not there.</exception>
    public static void RequireModel(string path)
    {
        if (Directory.Exists(path))
        {
            if (IsFolderOfSounds(path))
                throw new CommandException($"\"{path}\" is a folder of sounds, and a model is needed; \"tad dataset doctor {path}\" "
                    + "examines sounds");
            return;
        }

        if (File.Exists(path))
        {
            if (Name(path) is { } name)
                throw new CommandException($"\"{path}\" is {name}, and a model is needed: {Models}");
            return;
        }

        if (LooksLikeAFile(path))
            throw new CommandException($"There is no file \"{path}\"");
    }

    /// <summary>Tells whether there is a file, or a folder with a file that a model may have, by its extension.</summary>
    public static bool MayBeModel(string path)
        => File.Exists(path) || (Directory.Exists(path) && Directory.EnumerateFiles(path).Any(
            file => _modelExtensions.Contains(Path.GetExtension(file).ToLowerInvariant(), StringComparer.Ordinal)));

    private static bool LooksLikeAFile(string path)
        => Path.IsPathRooted(path) || path.StartsWith('.') || path.Contains('\\', StringComparison.Ordinal)
            || Path.GetExtension(path).ToLowerInvariant() is ".wav" or ".flac" or ".aif" or ".aiff" or ".mp3" or ".ogg"
                or ".ckpt" or ".pt" or ".pth"
                or ".safetensors" or ".json" or ".yaml" or ".yml";

    private static bool IsFolderOfSounds(string folder)
    {
        var files = Directory.EnumerateFiles(folder)
            .Select(file => Path.GetExtension(file).ToLowerInvariant())
            .ToHashSet(StringComparer.Ordinal);
        return files.Overlaps([".wav", ".flac", ".aif", ".aiff"]) && !files.Overlaps(_modelExtensions);
    }

    private static string? Name(string path)
    {
        if (Path.GetExtension(path).ToLowerInvariant() is ".yaml" or ".yml")
            return "the configuration of a checkpoint (name the .ckpt that it belongs to)";
        Span<byte> start = stackalloc byte[StartLength];
        using var stream = File.OpenRead(path);
        var length = stream.ReadAtLeast(start, StartLength, throwOnEndOfStream: false);
        return length == 0 ? "an empty file" : Name(start[..length]);
    }

    private static string? Name(ReadOnlySpan<byte> start) => start switch
    {
        _ when start.StartsWith("RIFF"u8) => "a WAV file",
        _ when start.StartsWith("RF64"u8) || start.StartsWith("BW64"u8) => "a 64-bit WAV file (RF64)",
        _ when start.StartsWith("RIFX"u8) => "a big-endian WAV file (RIFX)",
        _ when start.StartsWith("FORM"u8) => "an AIFF file",
        _ when start.StartsWith("fLaC"u8) => "a FLAC file",
        _ when start.StartsWith("OggS"u8) => "an Ogg file",
        _ when start.StartsWith("ID3"u8) || start is [0xFF, >= 0xE0, ..] => "an MP3 file",
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "a PNG picture",
        [0x1F, 0x8B, ..] => "a gzip archive",
        _ when start.StartsWith("%PDF"u8) => "a PDF document",
        _ when start.StartsWith("<"u8) => "an HTML page, an SVG picture or another XML document",
        _ when start.StartsWith("# "u8) || start.StartsWith("#!"u8) => "a text file",
        _ => null,
    };
}
