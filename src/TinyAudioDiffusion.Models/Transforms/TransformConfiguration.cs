namespace TinyAudioDiffusion.Models.Transforms;

/// <summary>The transform around a network: its name and its numbers.</summary>
/// <param name="Name">"raw", "patching", "learned", or the name of a transform that a plug-in registers.</param>
public sealed record TransformConfiguration(string Name)
{
    /// <summary>The waveform as it is: what the published checkpoints use.</summary>
    public static readonly TransformConfiguration Raw = new("raw");

    /// <summary>Gets the transform's whole numbers by name: "patch" for patching; "filters", "window" and "stride" for learned.</summary>
    public IReadOnlyDictionary<string, int> Settings { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>Gets a setting that must be there.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="most">The largest value that makes sense.</param>
    /// <returns>The value, from 1 to <paramref name="most"/>.</returns>
    /// <exception cref="ModelFormatException">It is missing or out of range.</exception>
    public int Setting(string name, int most)
    {
        if (!Settings.TryGetValue(name, out var value))
            throw new ModelFormatException("transform", name, $"the transform \"{Name}\" needs this setting");
        return value >= 1 && value <= most
            ? value
            : throw new ModelFormatException("transform", name, $"{value} is not from 1 to {most}");
    }
}
