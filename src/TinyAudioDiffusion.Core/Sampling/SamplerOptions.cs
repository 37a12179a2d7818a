namespace TinyAudioDiffusion.Sampling;

/// <summary>Checks the numbers that samplers and schedules are made with.</summary>
internal static class SamplerOptions
{
    public static double Share(double value, string name)
        => value is >= 0 and <= 1 ? value : throw Bad(value, name, "from 0 to 1");

    public static double NotNegative(double value, string name)
        => value >= 0 && double.IsFinite(value) ? value : throw Bad(value, name, "0 or above");

    public static double Positive(double value, string name)
        => value > 0 && double.IsFinite(value) ? value : throw Bad(value, name, "above 0");

    public static double Above(double value, double smallest, string name)
        => value > smallest && double.IsFinite(value) ? value : throw Bad(value, name, $"above {smallest}");

    public static int Order(int value, int largest, string name)
        => value >= 1 && value <= largest ? value : throw Bad(value, name, $"from 1 to {largest}");

    private static ArgumentOutOfRangeException Bad(object value, string name, string range)
        => new(name, value, $"{name} is {value}; it must be {range}.");
}
