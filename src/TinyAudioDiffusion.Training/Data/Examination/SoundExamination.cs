using System.Numerics.Tensors;
using TinyAudioDiffusion.Audio;
using TinyAudioDiffusion.Training.Data.Folders;

namespace TinyAudioDiffusion.Training.Data.Examination;

/// <summary>Looks at one file's own samples.</summary>
internal static class SoundExamination
{
    private const float FullScaleFrom = 0.9998f; // the largest values of 16 bits, and what rounding makes of them
    private const int ClippedRun = 3;
    private const double ShortSeconds = 0.05;
    private const double LateSeconds = 0.010;
    private const double OffsetFrom = 0.005;
    private const double OffsetOfLevel = 0.1;
    private const double AudibleFrom = 0.01; // of the peak: -40 dB
    private const float OnsetFrom = 0.01f; // of the peak: -40 dB

    /// <summary>Names what may be wrong with a file.</summary>
    /// <param name="path">Its path in the data set.</param>
    /// <param name="file">What it holds.</param>
    /// <param name="raw">Its samples.</param>
    /// <param name="options">What will be done to it.</param>
    public static IEnumerable<DataSetFinding> Examine(string path, AudioFileInfo file, AudioClip raw, FolderDataOptions options)
    {
        var (rate, peak) = (file.SampleRate, raw.Peak);
        foreach (var warning in file.Warnings.Union(raw.Warnings, StringComparer.Ordinal))
            yield return Finding(FindingKind.Incomplete, warning);
        if (rate != options.SampleRate)
            yield return Finding(FindingKind.OtherRate, $"{rate} Hz");
        if (ClippedRuns(raw) is > 0 and var runs)
            yield return Finding(FindingKind.Clipped, $"{runs} {(runs == 1 ? "run" : "runs")} of {ClippedRun} samples or more at full scale");
        if ((double)file.Frames / rate < ShortSeconds)
            yield return Finding(FindingKind.Short, $"{1000.0 * file.Frames / rate:0.#} ms");
        if (CutPeak(raw, options) is var cut && cut > AudibleFrom * peak)
            yield return Finding(FindingKind.Cut, $"{(double)file.Frames / rate:0.00} s; what is cut off reaches {20 * Math.Log10(cut / peak):0} dB of the peak");
        if (Onset(raw) is var onset && onset > LateSeconds * rate)
            yield return Finding(FindingKind.LateOnset, $"{1000.0 * onset / rate:0} ms");
        if (Offset(raw) is var offset && offset != 0)
            yield return Finding(FindingKind.Offset, $"{offset:+0.000;-0.000} of full scale");

        DataSetFinding Finding(FindingKind kind, string detail) => new(kind, [path], detail);
    }

    /// <summary>Finds the first sample, of any channel, within 40 dB of the peak.</summary>
    public static int Onset(AudioClip clip)
    {
        var (first, threshold) = (clip.Length, OnsetFrom * clip.Peak);
        for (var channel = 0; channel < clip.Channels; channel++)
        {
            var samples = clip.Channel(channel);
            var i = 0;
            while (i < first && !(Math.Abs(samples[i]) > threshold))
                i++;
            first = Math.Min(first, i);
        }

        return first == clip.Length ? 0 : first;
    }

    private static int ClippedRuns(AudioClip clip)
    {
        var runs = 0;
        for (var channel = 0; channel < clip.Channels; channel++)
        {
            var (length, sign) = (0, 0);
            foreach (var sample in clip.Channel(channel))
            {
                var now = Math.Abs(sample) >= FullScaleFrom ? Math.Sign(sample) : 0;
                length = now != 0 && now == sign ? length + 1 : now == 0 ? 0 : 1;
                sign = now;
                if (length == ClippedRun)
                    runs++;
            }
        }

        return runs;
    }

    private static double CutPeak(AudioClip clip, FolderDataOptions options)
    {
        var kept = (int)Math.Min(clip.Length, (long)options.Samples * clip.SampleRate / options.SampleRate);
        var peak = 0f;
        for (var channel = 0; channel < clip.Channels && kept < clip.Length; channel++)
            peak = Math.Max(peak, FullScale.Peak(clip.Channel(channel)[kept..]));
        return peak;
    }

    // The mean of a short sound is never quite 0: it counts where it is a good part of the level too.
    private static double Offset(AudioClip clip)
    {
        var worst = 0.0;
        for (var channel = 0; channel < clip.Channels; channel++)
        {
            var samples = clip.Channel(channel);
            var mean = (double)TensorPrimitives.Sum(samples) / samples.Length;
            var level = Math.Sqrt((double)TensorPrimitives.SumOfSquares(samples) / samples.Length);
            if (Math.Abs(mean) >= OffsetFrom && Math.Abs(mean) >= OffsetOfLevel * level && Math.Abs(mean) > Math.Abs(worst))
                worst = mean;
        }

        return worst;
    }
}
