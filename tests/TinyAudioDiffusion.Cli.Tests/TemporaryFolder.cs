namespace TinyAudioDiffusion.Cli.Tests;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("tad-test-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>All files below, hidden and unfinished ones too.</summary>
    public string[] Files => Directory.GetFiles(Path, "*", new EnumerationOptions
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.None,
    });

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
