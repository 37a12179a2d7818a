namespace TinyAudioDiffusion.Models.Transforms;

/// <summary>Which transform stands around the network, by name, and its numbers.</summary>
/// <param name="Name">"raw", "patching", "learned", or the name of a transform that a plug-in registers.</param>
public sealed record TransformConfiguration(string Name)
{
    /// <summary>The waveform as it is: what the published checkpoints use.</summary>
    public static readonly TransformConfiguration Raw = new("raw");

    /// <summary>Gets the transform's whole numbers by name: "patch" for patching; "filters", "window" and "stride" for learned.</summary>
    public IReadOnlyDictionary<string, int> Settings { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);
}
