namespace TinyAudioDiffusion;

/// <summary>A name of a sampler, a schedule or a model format is not registered; the message lists the known ones.</summary>
public sealed class UnknownNameException : TinyAudioDiffusionException
{
    /// <summary>Initializes a new instance.</summary>
    /// <param name="what">The word for the thing: "sampler", "schedule".</param>
    /// <param name="name">The unknown name.</param>
    /// <param name="known">The names that exist.</param>
    public UnknownNameException(string what, string name, IEnumerable<string> known)
        : base($"There is no {what} named \"{name}\"; known are {string.Join(", ", known.Order(StringComparer.Ordinal))}.")
    {
        Name = name;
    }

    /// <summary>Gets the unknown name.</summary>
    public string Name { get; }
}
