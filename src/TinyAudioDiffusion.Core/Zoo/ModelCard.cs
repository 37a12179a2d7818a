using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion.Zoo;

/// <summary>Facts about a model that the zoo knows before it loads the model.</summary>
public sealed record ModelCard
{
    /// <summary>Gets the id by which options and commands name the model; unique in the zoo, compared without case.</summary>
    public required string Id { get; init; }

    /// <summary>
    /// Gets where the model is, in the words of the source that gets it: a path, a repository name with a revision, a resource.
    /// </summary>
    public required string Location { get; init; }

    /// <summary>Gets the kinds of drums that the model makes; the last registered card that names a kind is that kind's default.</summary>
    public IReadOnlyList<DrumKind> Kinds { get; init; } = [];

    /// <summary>
    /// Gets the classes that the model makes, each with its kind; empty where the kinds are the classes, and where only the model's files
    /// tell them.
    /// </summary>
    public IReadOnlyList<DrumClass> Classes { get; init; } = [];

    /// <summary>Gets whether the model takes a character: sliders, or a sound to be like.</summary>
    public bool TakesCharacter { get; init; }

    /// <summary>
    /// Gets whether the card is a fallback: it is the default of a kind, and keeps its id, only while no other card claims them, whatever
    /// the order of registration. Of several fallbacks the first one registered is the default.
    /// </summary>
    /// <value>False. True is for cards that a package brings along.</value>
    public bool IsFallback { get; init; }

    /// <summary>
    /// Gets the name of the model in files that people share. An id that is an absolute path becomes the name of the folder or file,
    /// because a path tells about the machine and means nothing on another one.
    /// </summary>
    public string PublicId => PublicIdOf(Id);

    /// <summary>Gets one sentence about the model.</summary>
    public string Description { get; init; } = "";

    /// <summary>Gets the licence of the weights, and what a user must know about it; null where unknown.</summary>
    public string? Licence { get; init; }

    /// <summary>Gets the size of what must be read or downloaded, in bytes; null where unknown.</summary>
    public long? SizeInBytes { get; init; }

    /// <summary>Gets how to load the model.</summary>
    public ModelLoadOptions Load { get; init; } = new();

    /// <summary>Gets the recommended sampling settings; null where the model's files or the library's defaults decide.</summary>
    public SamplingSettings? Settings { get; init; }

    /// <summary>Tells whether a name is that of a class or a kind that the model makes, as far as the card knows; without case.</summary>
    internal bool Makes(string name)
        => Classes.Any(@class => string.Equals(@class.Name, name, StringComparison.OrdinalIgnoreCase))
            || (Classes.Count == 0 && Kinds.Any(kind => string.Equals(kind.Name, name, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Gives the <see cref="PublicId"/> of an id.</summary>
    internal static string PublicIdOf(string id)
    {
        if (!Path.IsPathRooted(id))
            return id;
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(id));
        var isUsual = Path.GetFileNameWithoutExtension(name) is "model" or "config";
        return isUsual && Path.GetFileName(Path.GetDirectoryName(id)) is { Length: > 0 } folder ? folder : name.Length > 0 ? name : "model";
    }
}
