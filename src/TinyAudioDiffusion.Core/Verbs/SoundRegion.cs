using System.Globalization;

namespace TinyAudioDiffusion;

/// <summary>A part of a sound: a range of time, of one channel or of all.</summary>
/// <param name="Start">Where it starts; inside the sound.</param>
/// <param name="End">Where it ends, after the start; at most the end of the sound. Null for the end of the sound.</param>
/// <param name="Channel">The channel, from 0; null for all.</param>
public sealed record SoundRegion(TimeSpan Start = default, TimeSpan? End = null, int? Channel = null)
{
    private const decimal MostSeconds = 1_000_000;

    /// <summary>Reads a region: START-END in seconds, START- for the rest, or either with @CHANNEL, as 0.1-0.3, 0.1- or 0-0.2@1.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The region, or null where the text is none.</returns>
    public static SoundRegion? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('@');
        var times = parts[0].Split('-');
        if (parts.Length > 2 || times.Length != 2 || Time(times[0]) is not { } start)
            return null;
        TimeSpan? end = null;
        if (times[1].Length > 0 && (end = Time(times[1])) is null)
            return null;
        if (parts.Length == 1)
            return new SoundRegion(start, end);
        return int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var channel)
            ? new SoundRegion(start, end, channel)
            : null;
    }

    /// <summary>Writes the region as <see cref="Parse"/> reads it.</summary>
    public override string ToString()
    {
        var channel = Channel is { } one ? string.Create(CultureInfo.InvariantCulture, $"@{one}") : "";
        return $"{Seconds(Start)}-{(End is { } end ? Seconds(end) : "")}{channel}";
    }

    private static string Seconds(TimeSpan time) => ((decimal)time.Ticks / TimeSpan.TicksPerSecond).ToString(CultureInfo.InvariantCulture);

    private static TimeSpan? Time(string seconds)
        => decimal.TryParse(seconds, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value < MostSeconds
            ? TimeSpan.FromTicks((long)Math.Round(value * TimeSpan.TicksPerSecond))
            : null;

    /// <summary>Marks the region in a mask, [channels, length].</summary>
    internal void Mark(Span<bool> mask, bool value, int length, int channels, int audible, int sampleRate)
    {
        if (Channel is { } one && (one < 0 || one >= channels))
        {
            throw new ArgumentOutOfRangeException(
                nameof(Channel), one, $"There is no channel {one}; the sound has {channels}, counted from 0.");
        }

        var start = Start.TotalSeconds * sampleRate;
        var end = End is { } last ? last.TotalSeconds * sampleRate : audible;
        var region = $"The region from {Start.TotalSeconds:0.####} s to {end / sampleRate:0.####} s";
        if (End <= Start)
            throw new ArgumentOutOfRangeException(nameof(End), End, $"{region} must end after it starts.");
        if (!(start >= 0 && start < audible && end > start && Math.Round(end) <= audible))
        {
            throw new ArgumentOutOfRangeException(
                nameof(Start), Start, $"{region} is not inside the sound, which ends at {(double)audible / sampleRate:0.####} s.");
        }

        // A region that reaches the end of the sound reaches the end of the network's length as well.
        var (from, to) = ((int)Math.Round(start), Math.Round(end) >= audible ? length : (int)Math.Round(end));
        for (var channel = Channel ?? 0; channel <= (Channel ?? channels - 1); channel++)
            mask.Slice((channel * length) + from, to - from).Fill(value);
    }
}
