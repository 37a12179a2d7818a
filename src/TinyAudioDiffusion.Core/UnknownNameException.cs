namespace TinyAudioDiffusion;

/// <summary>A name (of a sampler, a schedule, a model format) that nothing is registered under; the message lists the known ones.</summary>
public sealed class UnknownNameException : TinyAudioDiffusionException
{
    /// <summary>Initializes a new instance.</summary>
    /// <param name="what">What was looked for: "sampler", "schedule".</param>
    /// <param name="name">The name that was asked for.</param>
    /// <param name="known">The names that exist.</param>
    public UnknownNameException(string what, string name, IEnumerable<string> known)
        : base($"There is no {what} named \"{name}\"; known are {string.Join(", ", known.Order(StringComparer.Ordinal))}.")
    {
        Name = name;
    }

    /// <summary>Gets the name that was asked for.</summary>
    public string Name { get; }
}
