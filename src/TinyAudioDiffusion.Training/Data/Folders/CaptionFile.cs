using System.Text;
using TinyAudioDiffusion.Audio.Folders;

namespace TinyAudioDiffusion.Training.Data.Folders;

/// <summary>Reads the text file beside a sound, as sets of captioned sounds have them: what dark.wav is, dark.txt tells.</summary>
internal static class CaptionFile
{
    private const int LargestFile = 64 << 10;

    /// <summary>Reads the caption of a sound.</summary>
    /// <returns>The text, its lines as one; null where there is no such file, or nothing in it.</returns>
    /// <exception cref="DataSetException">The file is too long, no text in UTF-8, or cannot be read.</exception>
    public static string? Beside(SoundFile sound)
    {
        var file = Path.ChangeExtension(sound.FullPath, ".txt");
        if (!File.Exists(file))
            return null;
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (stream.Length > LargestFile)
                throw new DataSetException(file, null, $"has {stream.Length} bytes; the caption of a sound has at most {LargestFile}.");
            using var reader = new StreamReader(
                stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            var words = reader.ReadToEnd().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            return words.Length == 0 ? null : string.Join(' ', words);
        }
        catch (DecoderFallbackException exception)
        {
            throw new DataSetException(file, null, "is not text in UTF-8; save it again in that encoding.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DataSetException(file, null, $"cannot be read: {exception.Message}", exception);
        }
    }
}
