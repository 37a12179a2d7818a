using System.Text;

namespace TinyAudioDiffusion.Cli.Console;

/// <summary>
/// Text from files, folders and servers without the characters that a terminal obeys: names of files, tensors and models could otherwise
/// move the cursor, change colours, or write lines that look like ours.
/// </summary>
internal static class PlainText
{
    private const char Replacement = '\uFFFD';

    /// <summary>Replaces every control character, line breaks included, by U+FFFD.</summary>
    public static string OnOneLine(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return text;
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text)
            plain.Append(letter == '\t' ? ' ' : IsObeyed(letter) ? Replacement : letter);
        return plain.ToString();
    }

    // Control characters, and the format characters that reverse text or end a line.
    private static bool IsObeyed(char letter)
        => char.IsControl(letter) || letter is '\u200E' or '\u200F' or (>= '\u2028' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
