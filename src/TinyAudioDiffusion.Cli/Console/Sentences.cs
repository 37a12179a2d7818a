using System.Globalization;

namespace TinyAudioDiffusion.Cli.Console;

/// <summary>Writes numbers and sentences for people.</summary>
internal static class Sentences
{
    public static string OnOneLine(string text)
    {
        var line = string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return line.Length == 0 || line[^1] is '.' or '!' or '?' or ':' ? line : line + ".";
    }

    public static string Bytes(long count) => count switch
    {
        < 1000 => $"{count} bytes",
        < 1_000_000 => $"{count / 1e3:0.#} kB",
        < 1_000_000_000 => $"{count / 1e6:0.#} MB",
        < 1_000_000_000_000 => $"{count / 1e9:0.##} GB",
        _ => $"{count / 1e12:#,0.#} TB",
    };

    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Count(long count, string one, string many) => $"{Count(count)} {(count == 1 ? one : many)}";

    public static string Duration(double seconds) => seconds < 0.1 ? $"{seconds * 1000:0.#} ms" : $"{seconds:0.00} s";

    /// <summary>Writes a time that is known to two digits at best.</summary>
    public static string About(double seconds) => seconds switch
    {
        < 100 => $"{seconds:0} s",
        < 100 * 60 => $"{seconds / 60:0} min",
        < 100 * 3600 => $"{seconds / 3600:0.0} h",
        < 1000.0 * 24 * 3600 => $"{seconds / (24 * 3600):0} days",
        _ => $"{seconds / (365.25 * 24 * 3600):0} years",
    };

    public static string Decibels(double dBFS) => double.IsNegativeInfinity(dBFS) ? "silence" : $"{dBFS:+0.0;-0.0;0.0} dBFS";
}
