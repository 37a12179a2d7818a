namespace TinyAudioDiffusion;

/// <summary>A part of a sound: a range of time, of one channel or of all.</summary>
/// <param name="Start">Where it starts; inside the sound.</param>
/// <param name="End">Where it ends, after the start; at most the end of the sound. Null for the end of the sound.</param>
/// <param name="Channel">The channel, from 0; null for all.</param>
public sealed record SoundRegion(TimeSpan Start = default, TimeSpan? End = null, int? Channel = null)
{
    /// <summary>Marks the region in a mask, [channels, length].</summary>
    internal void Mark(Span<bool> mask, bool value, int length, int channels, int audible, int sampleRate)
    {
        if (Channel is { } one && (one < 0 || one >= channels))
            throw new ArgumentOutOfRangeException(nameof(Channel), one, $"There is no channel {one}; the sound has {channels}, counted from 0.");
        var start = Start.TotalSeconds * sampleRate;
        var end = End is { } last ? last.TotalSeconds * sampleRate : audible;
        if (!(start >= 0 && start < audible && end > start && Math.Round(end) <= audible))
        {
            throw new ArgumentOutOfRangeException(
                nameof(Start), Start, $"The region from {Start.TotalSeconds:0.####} s to {end / sampleRate:0.####} s is not inside the sound, which ends at {(double)audible / sampleRate:0.####} s.");
        }

        // A region that reaches the end takes along what the length was rounded up by.
        var (from, to) = ((int)Math.Round(start), Math.Round(end) >= audible ? length : (int)Math.Round(end));
        for (var channel = Channel ?? 0; channel <= (Channel ?? channels - 1); channel++)
            mask.Slice((channel * length) + from, to - from).Fill(value);
    }
}
