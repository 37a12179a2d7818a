using TinyAudioDiffusion.Audio.Folders;

namespace TinyAudioDiffusion.Training.Data.Folders;

/// <summary>Reads the text file beside a sound, as sets of captioned sounds have them: what dark.wav is, dark.txt tells.</summary>
internal static class CaptionFile
{
    private const int LargestFile = 64 << 10;

    /// <summary>Reads the caption of a sound.</summary>
    /// <returns>The text, its lines as one; null where there is no such file, or nothing in it.</returns>
    /// <exception cref="DataSetException">The file is too large, no text in UTF-8, or cannot be read.</exception>
    public static string? Beside(SoundFile sound)
    {
        var file = Path.ChangeExtension(sound.FullPath, ".txt");
        if (!File.Exists(file))
            return null;
        var text = TextFile.Read(file, LargestFile, "the caption of a sound");
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? null : string.Join(' ', words);
    }
}
