namespace TinyAudioDiffusion.Hub;

/// <summary>
/// The facts about the machine that the Hub's client needs. It is registered as a singleton, so that tests and hosts can replace it.
/// </summary>
internal sealed class HubEnvironment
{
    /// <summary>Gets the environment of this process.</summary>
    public static HubEnvironment Process { get; } = new();

    /// <summary>Gets what gives an environment variable's value, null where it is not set.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>Gets the user's home folder.</summary>
    public string HomeFolder { get; init; } = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <summary>Gets what tells how many bytes may still be written below a folder, null where that is not known.</summary>
    public Func<string, long?> FreeBytes { get; init; } = FreeBytesOnDisk;

    /// <summary>Gets whether a variable says yes: 1, ON, YES or TRUE, in any case.</summary>
    internal bool IsSet(string name) => Variable(name)?.Trim().ToUpperInvariant() is "1" or "ON" or "YES" or "TRUE";

    /// <summary>Gets a variable's value; null where it is not set or blank.</summary>
    internal string? Text(string name) => Variable(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    private static long? FreeBytesOnDisk(string folder)
    {
        try
        {
            return new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null; // not known is not an error: the disk itself will say when it is full
        }
    }
}
