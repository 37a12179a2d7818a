using TinyAudioDiffusion.Cli.Generate;

namespace TinyAudioDiffusion.Cli.Verbs;

/// <summary>Settings that all verbs read from their command lines: the model, the sources, where to write.</summary>
/// <param name="Sound">How to make the sounds, and where to write them.</param>
/// <param name="Kind">The kind to make; null where the model is named.</param>
/// <param name="Sources">The files to start from; none where the verb starts from seeds.</param>
/// <param name="Verb">The verb, for the names of the files.</param>
internal sealed record VerbSettings(SoundSettings Sound, DrumKind? Kind, IReadOnlyList<string> Sources, string Verb)
{
    /// <summary>Gets the model that works.</summary>
    public ModelChoice Model => Kind is { } kind ? kind : Sound.Model.Name!;

    /// <summary>Gets the first part of the files' names: what the sounds are made of, and the verb.</summary>
    public string Name
    {
        get
        {
            var origin = Origin ?? (Sources.Count > 0
                ? string.Join('-', Sources.Select(Path.GetFileNameWithoutExtension))
                : Kind?.Name ?? Sound.Model.ShortName);
            return $"{origin}-{Verb}";
        }
    }

    /// <summary>
    /// Gets what the sound is made of, for the names of the files, where it is neither sources nor a kind; null for those.
    /// </summary>
    public string? Origin { get; init; }

    /// <summary>Gets the sounds of the sources, as much of each as the verb uses.</summary>
    public IReadOnlyList<AudioClip> Sounds { get; init; } = [];
}
