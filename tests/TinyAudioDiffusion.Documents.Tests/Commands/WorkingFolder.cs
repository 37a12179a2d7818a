using TinyAudioDiffusion.Synthesis;

namespace TinyAudioDiffusion.Documents.Tests.Commands;

/// <summary>A folder with the files that the documents name, as the current one for as long as a document is tried.</summary>
internal sealed class WorkingFolder : IDisposable
{
    private const int SoundsOfEach = 3;

    private readonly string _folder = Directory.CreateTempSubdirectory("tad-documents-").FullName;
    private readonly string _before = Environment.CurrentDirectory;

    public WorkingFolder()
    {
        Environment.CurrentDirectory = _folder;
        Copy("checkpoint", ".");
        Copy("unet/raw", "unet/raw");
        Copy("sampling", "sampling", "raw.safetensors");
        foreach (var part in (string[])["", "/unet", "/scheduler"])
            Copy("dance-diffusion/tiny" + part, "tiny-dance" + part);
        Copy("dance-diffusion/original", ".", "*.ckpt");
        File.Copy(Document.PathOf("tests/fixtures/sounds/sine.mp3"), "found.mp3");
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

        File.WriteAllText("mine.txt", CodeBlock.Read("docs/beats.md").First(block => block.Language == "text").Text);
        File.Copy("kick1.wav", "kick.wav");
        File.Copy("snare1.wav", "snare.wav");
        Resampler.Resample(Drum(DrumKind.Snare, 1), 11025).Save("old.wav");
        File.WriteAllText("drums.csv", "path,label\nkick/kick-1.wav,kick\nsnare/snare-1.wav,snare\n");
    }

    /// <summary>Gets the cache that the tests have in the place of the user's.</summary>
    public static string Cache { get; } = Path.Combine(Path.GetTempPath(), "tad-documents-no-such-cache");

    public void Dispose()
    {
        Environment.CurrentDirectory = _before;
        Directory.Delete(_folder, recursive: true);
    }

    private static AudioClip Drum(DrumKind kind, int number)
    {
        var data = new SyntheticDrums(seed: 1, kinds: [kind]);
        var samples = new float[SyntheticDrums.Channels * data.Samples];
        data.Render(number, 0, samples);
        return new AudioClip(samples, SyntheticDrums.Channels, SyntheticDrums.SampleRate);
    }

    private static void Copy(string fixtures, string folder, string pattern = "*")
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(Document.PathOf($"tests/fixtures/{fixtures}"), pattern))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
    }
}
