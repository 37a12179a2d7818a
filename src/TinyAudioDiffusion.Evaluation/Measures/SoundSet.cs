using TinyAudioDiffusion.Audio;
using TinyAudioDiffusion.Audio.Folders;

namespace TinyAudioDiffusion.Evaluation.Measures;

/// <summary>The analysed sounds of a folder of WAV files and of those below it.</summary>
/// <param name="Sounds">The sounds, in the order of their paths.</param>
/// <param name="Skipped">The files that cannot be used.</param>
/// <param name="Unlabelled">The files of no class, or of none that is asked for.</param>
/// <remarks>
/// A sound's class is the folder of the first level; a file that lies in none has the letters that its name begins with: "kick" for kick-42.wav and kick7.wav. Of a long
/// file the first 10 seconds count.
/// </remarks>
public sealed record SoundSet(IReadOnlyList<AnalysedSound> Sounds, IReadOnlyList<SkippedFile> Skipped, IReadOnlyList<string> Unlabelled)
{
    private static readonly TimeSpan _heard = TimeSpan.FromSeconds(10);

    /// <summary>Gets the classes, in the order of their names.</summary>
    public IReadOnlyList<string> Labels => [.. Sounds.Select(sound => sound.Label).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Reads a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="labels">The classes that count, compared without case, hyphens and a plural's s; null for whatever there is.</param>
    /// <param name="formats">The kinds of sound files to read; null for those that need no other package.</param>
    /// <param name="progress">Told how many files are done, of how many; from several threads.</param>
    /// <param name="cancellationToken">Stops between two files.</param>
    /// <returns>The sounds.</returns>
    /// <exception cref="SoundFolderException">There is no such folder, or no sound in it can be used.</exception>
    public static SoundSet Read(
        string folder, IReadOnlyList<string>? labels = null, AudioFormats? formats = null, IProgress<(int Step, int Steps)>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var listing = SoundFolder.List(folder, formats ??= AudioFormats.BuiltIn);
        var files = listing.Sounds.Select(file => (File: file, Label: Label(file, labels))).ToList();
        var unlabelled = files.Where(file => file.Label is null).Select(file => file.File.Path).ToList();
        files.RemoveAll(file => file.Label is null);
        var reader = new SoundFileReader(formats);
        var results = new (AnalysedSound? Sound, SkippedFile? Skipped)[files.Count];
        var done = 0;
        Parallel.For(0, files.Count, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            results[i] = Analyse(reader, files[i].File, files[i].Label!);
            progress?.Report((Interlocked.Increment(ref done), files.Count));
        });

        var sounds = results.Select(result => result.Sound).OfType<AnalysedSound>().ToList();
        List<SkippedFile> skipped = [.. listing.Skipped, .. results.Select(result => result.Skipped).OfType<SkippedFile>()];
        return sounds.Count > 0
            ? new SoundSet(sounds, skipped, unlabelled)
            : throw new SoundFolderException(folder, NoSounds(skipped, unlabelled, labels)) { Skipped = skipped };
    }

    /// <summary>Compares the names of two classes without case, hyphens and a plural's s: "HiHat" is "hi-hats".</summary>
    /// <param name="a">A name.</param>
    /// <param name="b">Another one.</param>
    /// <returns>Whether they mean the same.</returns>
    public static bool AreSame(string a, string b) => string.Equals(Plain(a), Plain(b), StringComparison.Ordinal);

    private static (AnalysedSound? Sound, SkippedFile? Skipped) Analyse(SoundFileReader reader, SoundFile file, string label)
    {
        var (_, clip, skipped) = reader.Read(file, _heard);
        if (clip is null)
            return (null, skipped);
        try
        {
            return (AnalysedSound.Of(file.Path, label, file.FullPath, clip), null);
        }
        catch (UnusableSoundException exception)
        {
            return (null, new SkippedFile(file.Path, SkipReason.NotFinite, $"cannot be measured: {exception.Message}"));
        }
    }

    private static string? Label(SoundFile file, IReadOnlyList<string>? labels)
    {
        var label = file.Label ?? string.Concat(Path.GetFileName(file.Path).TakeWhile(char.IsLetter));
        return labels is null ? (label.Length == 0 ? null : label) : labels.FirstOrDefault(known => AreSame(known, label));
    }

    private static string Plain(string label) => string.Concat(label.Where(char.IsLetterOrDigit)).ToLowerInvariant().TrimEnd('s');

    private static string NoSounds(List<SkippedFile> skipped, List<string> unlabelled, IReadOnlyList<string>? labels)
        => skipped.Count > 0 ? $"none of its sounds can be used; {skipped[0].Path} {skipped[0].Reason}"
            : unlabelled.Count > 0 && labels is not null ? $"none of its {unlabelled.Count} sounds is of a known class ({string.Join(", ", labels)}); {unlabelled[0]} for instance."
            : "there are no sounds in this folder.";
}
