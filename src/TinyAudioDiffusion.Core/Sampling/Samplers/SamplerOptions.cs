namespace TinyAudioDiffusion.Sampling;

/// <summary>Checks the numbers that samplers are made with.</summary>
internal static class SamplerOptions
{
    public static double Share(double value, string name)
        => value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; it must be from 0 to 1.");

    public static double NotNegative(double value, string name)
        => value >= 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; it must be 0 or above.");

    public static double Positive(double value, string name)
        => value > 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; it must be above 0.");

    public static int Order(int value, int largest, string name)
        => value >= 1 && value <= largest ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; it must be from 1 to {largest}.");
}
