using TinyAudioDiffusion.Evaluation.Pictures;
using TinyAudioDiffusion.Evaluation.Text;

namespace TinyAudioDiffusion.Evaluation.Reports;

/// <summary>A sound on a page: name, waveform, mel spectrogram, player.</summary>
internal static class SoundCard
{
    private const int PictureWidth = 280;
    private const int PictureHeight = 64;

    /// <summary>Writes a sound.</summary>
    /// <param name="page">The destination.</param>
    /// <param name="name">The sound's name.</param>
    /// <param name="note">The note beside the name.</param>
    /// <param name="clip">The sound.</param>
    /// <param name="audio">Counts the bytes of the players; a sound beyond them has none.</param>
    public static void Write(TextWriter page, string name, string note, AudioClip clip, AudioBudget audio)
    {
        var label = $"{name}: {Summary(clip)}";
        page.Write(
            $"<figure class=\"card\"><figcaption><b>{MarkupText.Escape(name)}</b> <small>{MarkupText.Escape(note)}</small></figcaption>\n");
        page.Write(WaveformPicture.Draw(clip, PictureWidth, PictureHeight, $"Waveform of {label}"));
        if (clip.Length > 0 && float.IsFinite(clip.Peak))
        {
            page.Write($"\n<img class=\"mel\" alt=\"{MarkupText.Escape($"Mel spectrogram of {label}")}\" ");
            page.Write($"src=\"data:image/png;base64,{Convert.ToBase64String(MelPicture.Draw(clip))}\">");
        }

        if (audio.Take(clip) is { } wav)
        {
            page.Write($"\n<audio controls preload=\"metadata\" aria-label=\"{MarkupText.Escape(name)}\" ");
            page.Write($"src=\"data:audio/wav;base64,{Convert.ToBase64String(wav)}\"></audio>");
        }
        else
        {
            page.Write("\n<small>No player here, to keep this file small.</small>");
        }

        page.Write("</figure>\n");
    }

    private static string Summary(AudioClip clip)
    {
        var channels = clip.Channels switch { 1 => "mono", 2 => "stereo", var count => $"{count} channels" };
        return $"{ReadableNumber.Duration(clip.Duration.TotalSeconds)}, {channels}, peak {ReadableNumber.Decibels(clip.PeakDbfs)}";
    }
}
