using TinyAudioDiffusion.Noise;

namespace TinyAudioDiffusion.Kits;

/// <summary>What the drums of a kit have in common, and how a drum changes with the velocity.</summary>
internal static class KitCharacter
{
    // Keeps this draw apart from others of the same seed.
    private const uint KitDomain = 0x4B495443; // "KITC"

    // Quantiles beyond these are the odd ones of a class, and a kit of odd ones sounds like a fault.
    private const double Least = 0.1;
    private const double Most = 0.9;

    /// <summary>Draws the character of a kit; what is given stays.</summary>
    public static CharacterSliders Of(ulong seed, CharacterSliders? given)
    {
        var words = Philox4x32.Block((0, 0, 0, KitDomain), ((uint)seed, (uint)(seed >> 32)));
        return new CharacterSliders
        {
            Brightness = given?.Brightness ?? Quantile(words.W0),
            Decay = given?.Decay ?? Quantile(words.W1),
            Pitch = given?.Pitch,
            Punch = given?.Punch ?? Quantile(words.W2),
            Noisiness = given?.Noisiness,
        };
    }

    /// <summary>The character of a softer hit: darker and shorter.</summary>
    /// <param name="character">That of the hardest hit, with brightness and decay.</param>
    /// <param name="velocity">The velocity, above 0; 1 for the hardest.</param>
    public static CharacterSliders Softer(CharacterSliders character, double velocity) => character with
    {
        Brightness = character.Brightness * (0.25 + (0.75 * velocity)),
        Decay = character.Decay * (0.5 + (0.5 * velocity)),
    };

    private static double Quantile(uint word) => Math.Round(Least + ((Most - Least) * (word / 4294967296.0)), 3);
}
