using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.BuiltIn;

/// <summary>The models that ship inside this package: sound without a download.</summary>
public static class BuiltInModels
{
    /// <summary>
    /// Gets the card of the drums: one small model, trained by this library's own trainer, that makes all four kinds.
    /// docs/built-in-model.md tells how it was made and where it is weak.
    /// </summary>
    public static ModelCard Drums { get; } = new()
    {
        Id = "drums",
        Location = BuiltInModelSource.LocationOf("drums"),
        Kinds = [DrumKind.Kick, DrumKind.Snare, DrumKind.HiHat, DrumKind.Percussion],
        IsFallback = true,
        Description = "The built-in model for all four kinds; trained on synthesised drums and CC0 recordings.",
        Licence = "CC0 1.0",
        SizeInBytes = BuiltInModelSource.SizeOf("drums"),
    };
}
