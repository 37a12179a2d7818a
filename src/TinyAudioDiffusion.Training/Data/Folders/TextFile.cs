using System.Text;

namespace TinyAudioDiffusion.Training.Data.Folders;

/// <summary>Reads text files that people write beside their sounds.</summary>
internal static class TextFile
{
    /// <summary>Reads a whole file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="largest">The largest number of bytes.</param>
    /// <param name="what">What the file is, with its article, for the message about one that is larger.</param>
    /// <exception cref="DataSetException">The file is too large, no text in UTF-8, or cannot be read.</exception>
    public static string Read(string file, long largest, string what)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (stream.Length > largest)
                throw new DataSetException(file, null, $"has {stream.Length} bytes; {what} has at most {largest}.");
            using var reader = new StreamReader(
                stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            return reader.ReadToEnd();
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
