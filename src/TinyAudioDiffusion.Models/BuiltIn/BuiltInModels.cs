using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.BuiltIn;

/// <summary>The models that ship inside this package: sound without a download.</summary>
public static class BuiltInModels
{
    /// <summary>
    /// Gets the card of the drums: one small model of four kinds, the default of kicks and snares, which it makes clean. Of hi-hats and
    /// percussion <see cref="DrumClasses"/> is the default; this one makes them by its name. docs/built-in-model.md tells how it was made
    /// and where it is weak.
    /// </summary>
    public static ModelCard Drums { get; } = new()
    {
        Id = "drums",
        Location = BuiltInModelSource.LocationOf("drums"),
        Kinds = [DrumKind.Kick, DrumKind.Snare],
        IsFallback = true,
        Description = "The built-in model for kicks and snares, clean and alike; learnt from synthesised drums and CC0 recordings.",
        Licence = "CC0 1.0",
        SizeInBytes = BuiltInModelSource.SizeOf("drums"),
    };

    /// <summary>
    /// Gets the card of the drums in eighteen classes, with sliders for their character: the default of hi-hats and percussion, and of
    /// kicks and snares with sliders. Half of its sounds are learnt from recordings. docs/built-in-model.md tells how it was made and where
    /// it is weak.
    /// </summary>
    public static ModelCard DrumClasses { get; } = new()
    {
        Id = "drum-classes",
        Location = BuiltInModelSource.LocationOf("drum-classes"),
        Kinds = [DrumKind.Kick, DrumKind.Snare, DrumKind.HiHat, DrumKind.Percussion],
        Classes =
        [
            new("kick", DrumKind.Kick, 1),
            new("snare", DrumKind.Snare, 1),
            new("closed-hat", DrumKind.HiHat, 0.5),
            new("pedal-hat", DrumKind.HiHat, 0.14),
            new("open-hat", DrumKind.HiHat, 0.36),
            new("tom", DrumKind.Percussion, 0.2),
            new("conga", DrumKind.Percussion, 0.14),
            new("tabla", DrumKind.Percussion, 0.07),
            new("clap", DrumKind.Percussion, 0.11),
            new("rim", DrumKind.Percussion, 0.1),
            new("block", DrumKind.Percussion, 0.09),
            new("cowbell", DrumKind.Percussion, 0.08),
            new("shaker", DrumKind.Percussion, 0.05),
            new("tambourine", DrumKind.Percussion, 0.03),
            new("bell", DrumKind.Percussion, 0.03),
            new("blip", DrumKind.Percussion, 0.05),
            new("ride", DrumKind.Percussion, 0.03),
            new("crash", DrumKind.Percussion, 0.02),
        ],
        TakesCharacter = true,
        IsFallback = true,
        Description = "The built-in model for hi-hats and percussion: eighteen classes of drums, with sliders for their character.",
        Licence = "CC0 1.0; learnt in part from recordings under MIT, see THIRD-PARTY-NOTICES.txt",
        SizeInBytes = BuiltInModelSource.SizeOf("drum-classes"),
    };

    /// <summary>
    /// Gets the card of the student of <see cref="DrumClasses"/>: the same classes and sliders in 4 network calls instead of 18, for those
    /// who ask for it by its name. docs/distillation.md tells how it was made and what got worse.
    /// </summary>
    public static ModelCard DrumClasses4 { get; } = new()
    {
        Id = "drum-classes-4",
        Location = BuiltInModelSource.LocationOf("drum-classes-4"),
        Classes = DrumClasses.Classes,
        TakesCharacter = true,
        IsFallback = true,
        Description = "drum-classes in 4 network calls instead of 18.",
        Licence = DrumClasses.Licence,
        SizeInBytes = BuiltInModelSource.SizeOf("drum-classes-4"),
    };

    /// <summary>Gets the cards of all of them; the first that names a kind is its default.</summary>
    public static IReadOnlyList<ModelCard> All { get; } = [Drums, DrumClasses, DrumClasses4];
}
