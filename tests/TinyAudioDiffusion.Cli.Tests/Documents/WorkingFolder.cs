namespace TinyAudioDiffusion.Cli.Tests.Documents;

/// <summary>A folder with the files that the documents name, as the current one, for as long as a document is tried.</summary>
[CollectionDefinition(nameof(WorkingFolder), DisableParallelization = true)]
public sealed class WorkingFolder : IDisposable
{
    private const int SoundsOfEach = 3;

    private readonly TemporaryFolder _folder = new();
    private readonly string _before = Environment.CurrentDirectory;

    public WorkingFolder()
    {
        Environment.CurrentDirectory = _folder.Path;
        Copy("checkpoint", ".");
        Copy("unet/raw", "unet/raw");
        Copy("sampling", "sampling");
        foreach (var kind in Enum.GetValues<DrumKind>())
        {
            for (var number = 1; number <= SoundsOfEach; number++)
            {
                Drum(kind, number).Save($"{kind.Name}{number}.wav");
                Drum(kind, number).Save($"drums/{kind.Name}/{kind.Name}-{number}.wav");
                Drum(kind, number).Save($"real-drums/{kind.Name}/{kind.Name}-{number}.wav");
                Drum(kind, number + SoundsOfEach).Save($"sounds/{kind.Name}-{number}.wav");
            }
        }

        File.Copy("snare1.wav", "snare.wav");

        File.WriteAllText("drums.csv", "path,label\nkick/kick-1.wav,kick\nsnare/snare-1.wav,snare\n");
    }

    /// <summary>Gets the root of the repository.</summary>
    public static string Repository { get; } = FindRoot();

    /// <summary>Gets the cache that the tests have in the place of the user's.</summary>
    public static string Cache { get; } = Path.Combine(Environment.GetEnvironmentVariable("HF_HOME")!, "hub");

    public void Dispose()
    {
        Environment.CurrentDirectory = _before;
        _folder.Dispose();
    }

    private static AudioClip Drum(DrumKind kind, int number)
    {
        var data = new Synthesis.SyntheticDrums(seed: 1);
        var samples = new float[data.Channels * data.Samples];
        data.Render((number * Enum.GetValues<DrumKind>().Length) + (int)kind, 0, samples);
        return new AudioClip(samples, data.Channels, data.SampleRate);
    }

    private static void Copy(string fixtures, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(Fixtures.PathOf($"fixtures/{fixtures}")))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "TinyAudioDiffusion.slnx")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
