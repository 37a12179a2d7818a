using System.Globalization;

namespace TinyAudioDiffusion;

/// <summary>The character of one sound in a model's coordinates, as a recipe keeps it.</summary>
/// <param name="Coordinates">
/// The coordinates in the order of <see cref="CharacterSpace"/>, to a hundredth of what is usual between sounds of a class.
/// </param>
public sealed record SoundCharacter(IReadOnlyList<double> Coordinates)
{
    // Far beyond every recording; a network has never seen it.
    private const double Farthest = 1000;

    /// <summary>Measures a sound.</summary>
    /// <param name="space">The coordinates of the model.</param>
    /// <param name="clip">The sound; what precedes its onset does not count.</param>
    /// <exception cref="UnusableSoundException">The sound is empty or not finite.</exception>
    internal static SoundCharacter Of(CharacterSpace space, AudioClip clip)
        => new([.. space.Measure(Finisher.Apply(clip, new FinishingOptions { AlignOnset = true }).Clip)
            .Select(value => Math.Round(Math.Clamp(value, -Farthest, Farthest), 2))]);

    /// <summary>Reads coordinates with commas between them, as <see cref="ToString"/> writes them.</summary>
    /// <exception cref="FormatException">The text is no list of numbers.</exception>
    internal static SoundCharacter Parse(string text, IFormatProvider format)
        => new([.. text.Split(',').Select(number => double.Parse(number, NumberStyles.Float, format))]);

    /// <summary>Checks that the coordinates are numbers, and as many as a space has.</summary>
    internal bool Fits(CharacterSpace space)
        => Coordinates is not null && Coordinates.Count == space.Size && Coordinates.All(value => Math.Abs(value) <= Farthest);

    /// <summary>Compares the coordinates.</summary>
    /// <param name="other">The other character; null is equal to none.</param>
    /// <returns>Whether all coordinates are the same.</returns>
    public bool Equals(SoundCharacter? other) => other is not null && Coordinates.SequenceEqual(other.Coordinates);

    /// <inheritdoc/>
    public override int GetHashCode() => Coordinates.Count == 0 ? 0 : HashCode.Combine(Coordinates.Count, Coordinates[0]);

    /// <summary>Writes the coordinates with commas between them.</summary>
    public override string ToString() => string.Join(',', Coordinates.Select(value => value.ToString("R", CultureInfo.InvariantCulture)));
}
