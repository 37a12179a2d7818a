namespace TinyAudioDiffusion.Hub.Protocol;

/// <summary>
/// Decides whether a name from the outside may become a part of a path. Names are read as every system would read them, so that a
/// repository which is harmless on one is not an attack on another: a folder above, a drive, a share, a device, a stream.
/// </summary>
internal static class HubNames
{
    private const int MaxSegmentBytes = 255;

    private static readonly string[] _devices = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];

    /// <summary>Makes sure that a file's or a revision's name is safe.</summary>
    /// <exception cref="HubException">It is not; no request was made and no file touched.</exception>
    public static void RequireSafe(string name, string what)
    {
        if (WhyUnsafe(name) is { } reason)
            throw new HubException(HubFault.UnsafeName, $"The {what} \"{Printable(name)}\" is refused: {reason}.");
    }

    /// <summary>Says why a name with "/" between its parts is unsafe, as the rest of a sentence; null where it is safe.</summary>
    public static string? WhyUnsafe(string name)
    {
        if (name.Length == 0)
            return "it is empty";
        foreach (var segment in name.Split('/'))
        {
            if (WhyUnsafeSegment(segment) is { } reason)
                return reason;
        }

        return null;
    }

    private static string? WhyUnsafeSegment(string segment)
    {
        if (segment.Length == 0)
            return "it starts, ends or goes on with an empty part";
        if (segment is "." or "..")
            return "it leads to another folder";
        if (segment.Contains('\\', StringComparison.Ordinal))
            return "a backslash in it is a folder on some systems";
        if (segment.Any(char.IsControl))
            return "it holds control characters";
        if (segment.Length > 1 && segment[1] == ':' && char.IsAsciiLetter(segment[0]))
            return "it names a drive";
        if (OperatingSystem.IsWindows() && segment.Contains(':', StringComparison.Ordinal))
            return "a colon in it names a stream";
        if (segment[^1] is '.' or ' ')
            return "it ends with a dot or a blank, which some systems drop";
        if (System.Text.Encoding.UTF8.GetByteCount(segment) > MaxSegmentBytes)
            return $"a part of it has more than {MaxSegmentBytes} bytes";
        return IsDevice(segment) ? "it names a device on some systems" : null;
    }

    private static bool IsDevice(string segment)
    {
        var stem = segment.Split('.')[0].TrimEnd(' ').ToUpperInvariant();
        return _devices.Contains(stem, StringComparer.Ordinal)
            || (stem.Length == 4 && stem[3] is >= '0' and <= '9'
                && (stem.StartsWith("COM", StringComparison.Ordinal) || stem.StartsWith("LPT", StringComparison.Ordinal)));
    }

    private static string Printable(string name) => string.Concat(name.Select(character => char.IsControl(character) ? '?' : character));
}
