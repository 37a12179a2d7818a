namespace TinyAudioDiffusion.Training.Data;

/// <summary>Numbers between two bounds, all of them equally likely.</summary>
/// <param name="Least">The lower bound.</param>
/// <param name="Most">The upper bound, at least <paramref name="Least"/>.</param>
public readonly record struct ValueRange(double Least, double Most)
{
    /// <summary>Makes the range from -<paramref name="distance"/> to +<paramref name="distance"/>.</summary>
    /// <param name="distance">The distance from 0, at least 0.</param>
    /// <returns>The range.</returns>
    public static ValueRange Around0(double distance) => new(-distance, distance);

    /// <summary>Maps a number from [0, 1) to the range.</summary>
    internal double At(double uniform) => Least + ((Most - Least) * uniform);
}
