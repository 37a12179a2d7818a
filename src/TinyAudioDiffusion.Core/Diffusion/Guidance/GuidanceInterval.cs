using System.Globalization;

namespace TinyAudioDiffusion;

/// <summary>
/// The noise levels at which guidance acts (Kynkäänniemi et al., "Applying Guidance in a Limited Interval Improves Sample and Distribution
/// Quality in Diffusion Models", 2024). At high levels guidance takes variety away, at low ones nobody hears it, and at all of them it
/// doubles the work.
/// </summary>
/// <param name="From">The lowest noise level, 0 to 1.</param>
/// <param name="To">The highest noise level, from <paramref name="From"/> to 1.</param>
public sealed record GuidanceInterval(double From, double To)
{
    /// <summary>Gets all noise levels.</summary>
    public static GuidanceInterval All { get; } = new(0, 1);

    /// <summary>Reads an interval, FROM-TO, as 0.2-0.9.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The interval, or null where the text is none.</returns>
    public static GuidanceInterval? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Split('-') is not [var from, var to] || Level(from) is not { } low || Level(to) is not { } high)
            return null;
        var interval = new GuidanceInterval(low, high);
        return interval.IsValid ? interval : null;
    }

    /// <summary>Writes the interval as <see cref="Parse"/> reads it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From:0.################}-{To:0.################}");

    internal bool IsValid => From >= 0 && From <= To && To <= 1;

    internal bool Contains(float noiseLevel) => noiseLevel >= From && noiseLevel <= To;

    internal void Validate()
    {
        if (!IsValid)
        {
            throw new ArgumentOutOfRangeException(
                "options", this, $"The guidance interval is {this}; it must be two noise levels from 0 to 1, the lower one first.");
        }
    }

    private static double? Level(string text)
        => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var level) ? level : null;
}
