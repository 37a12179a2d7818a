using TinyAudioDiffusion.Training.Data;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>
/// Identifies the sounds of a training by their content. A training state remembers it, so that a training does not go on with other
/// sounds.
/// </summary>
/// <param name="Count">The number of sounds to learn from.</param>
/// <param name="SampleRate">Their sample rate in Hz.</param>
/// <param name="Channels">Their number of channels.</param>
/// <param name="Samples">Their length, in samples for each channel.</param>
/// <param name="Labels">The classes.</param>
internal sealed record DataSetIdentity(int Count, int SampleRate, int Channels, int Samples, IReadOnlyList<string> Labels)
{
    private const int MostSounds = 200_000; // the hashes of more sounds would make the header of a training state too large
    private const int MostNamed = 5;

    /// <summary>
    /// Gets the sounds to learn from, by index; null for computed sounds, for very many, and in states of earlier versions.
    /// </summary>
    public IReadOnlyList<SoundIdentity>? Sounds { get; init; }

    /// <summary>Gets the sounds to measure on; null as above, and for a training without.</summary>
    public IReadOnlyList<SoundIdentity>? ValidationSounds { get; init; }

    public static DataSetIdentity Of(ITrainingData data, ITrainingData? validation)
        => new(data.Count, data.SampleRate, data.Channels, data.Samples, data.Labels)
        {
            Sounds = SoundsOf(data),
            ValidationSounds = validation is null ? null : SoundsOf(validation),
        };

    /// <summary>Says how the sounds of today differ from those of a state; null where they are the same.</summary>
    public string? DifferenceTo(DataSetIdentity now)
    {
        var files = Files(Sounds, now.Sounds) ?? Files(ValidationSounds, now.ValidationSounds);
        var isSameForm = (Count, SampleRate, Channels, Samples) == (now.Count, now.SampleRate, now.Channels, now.Samples)
            && Labels.SequenceEqual(now.Labels, StringComparer.Ordinal);
        return isSameForm ? files : $"then {this}, now {now}{(files is null ? "" : $"; {files}")}";
    }

    public override string ToString()
        => $"{Count} sounds of {Channels} x {Samples} samples at {SampleRate} Hz"
            + (Labels.Count == 0 ? "" : $" in the classes {string.Join(", ", Labels)}");

    private static List<SoundIdentity>? SoundsOf(ITrainingData data)
        => data.Sounds is { Count: > 0 and <= MostSounds } sounds ? [.. sounds] : null;

    // Another name for the same content, at the same place, changes nothing that a training does.
    private static string? Files(IReadOnlyList<SoundIdentity>? then, IReadOnlyList<SoundIdentity>? now)
    {
        if (then is null || now is null || then.Select(Content).SequenceEqual(now.Select(Content)))
            return null;
        var (before, after) = (ByName(then), ByName(now));
        List<string> parts =
        [
            .. Named("changed", then.Where(sound => after.TryGetValue(sound.Name, out var other) && other.Hash != sound.Hash)),
            .. Named(
                "of another class",
                then.Where(sound => after.TryGetValue(sound.Name, out var other) && IsOnlyRelabelled(sound, other))),
            .. Named("missing", then.Where(sound => !after.ContainsKey(sound.Name))),
            .. Named("new", now.Where(sound => !before.ContainsKey(sound.Name))),
        ];
        return parts.Count > 0 ? string.Join("; ", parts) : "the files are the same, but in another order";
    }

    private static bool IsOnlyRelabelled(SoundIdentity then, SoundIdentity now) => then.Hash == now.Hash && then.Label != now.Label;

    private static (string Hash, string? Label) Content(SoundIdentity sound) => (sound.Hash, sound.Label);

    private static Dictionary<string, SoundIdentity> ByName(IReadOnlyList<SoundIdentity> sounds)
    {
        var byName = new Dictionary<string, SoundIdentity>(StringComparer.Ordinal);
        foreach (var sound in sounds)
            byName.TryAdd(sound.Name, sound);
        return byName;
    }

    private static IEnumerable<string> Named(string what, IEnumerable<SoundIdentity> sounds)
    {
        var names = sounds.Select(sound => sound.Name).Distinct(StringComparer.Ordinal).ToList();
        if (names.Count > 0)
        {
            var more = names.Count > MostNamed ? $" and {names.Count - MostNamed} more" : "";
            yield return $"{what}: {string.Join(", ", names.Take(MostNamed))}{more}";
        }
    }
}
