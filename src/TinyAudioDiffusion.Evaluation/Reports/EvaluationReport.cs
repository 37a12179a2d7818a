using TinyAudioDiffusion.Audio;
using TinyAudioDiffusion.Evaluation.Measures;
using TinyAudioDiffusion.Evaluation.Pictures;
using TinyAudioDiffusion.Evaluation.Text;

namespace TinyAudioDiffusion.Evaluation.Reports;

/// <summary>
/// Writes the page about an evaluation: tables, what the classifier got wrong, the nearest training sounds, players. One file that loads
/// nothing from elsewhere.
/// </summary>
public static class EvaluationReport
{
    /// <summary>The page's name in its folder.</summary>
    public const string FileName = "report.html";

    private const long MaxAudioBytes = 10_000_000;
    private const int Examples = 8;
    private const int Worst = 4;

    /// <summary>Writes the page; it appears whole or not at all.</summary>
    /// <param name="folder">The folder to write to; it is created.</param>
    /// <param name="title">The names of the sounds and of the real sounds.</param>
    /// <param name="evaluation">The evaluation.</param>
    /// <param name="notes">Sentences to put below the title: files that were left out, how the sounds were made.</param>
    /// <param name="formats">The kinds of sound files to read; null for those that need no other package.</param>
    /// <returns>The page's path.</returns>
    /// <exception cref="IOException">The page cannot be written.</exception>
    public static string Write(
        string folder, string title, SoundEvaluation evaluation, IReadOnlyList<string>? notes = null, AudioFormats? formats = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(evaluation);
        var path = Path.Combine(folder, FileName);
        HtmlPage.Write(path, title, refresh: null, page =>
        {
            page.Write($"<h1>{MarkupText.Escape(title)}</h1>\n");
            foreach (var note in notes ?? [])
                page.Write($"<p class=\"soft\">{MarkupText.Escape(note)}</p>\n");
            EvaluationTables.WriteFacts(page, evaluation);
            EvaluationTables.WriteKinds(page, evaluation);
            EvaluationTables.WriteConfusion(page, "What the sounds were taken for", evaluation.Recognition);
            EvaluationTables.WriteConfusion(
                page,
                $"What the classifier takes real sounds for that it has not learnt from ({evaluation.Classifier.Folds} classifiers)",
                evaluation.Classifier.Confusion);
            var audio = new AudioBudget(MaxAudioBytes, formats);
            WritePairs(page, evaluation, audio);
            foreach (var kind in evaluation.Kinds)
                WriteKind(page, kind.Label, [.. evaluation.Sounds.Where(sound => sound.Sound.Label == kind.Label)], audio);
        });
        return path;
    }

    private static void WritePairs(TextWriter page, SoundEvaluation evaluation, AudioBudget audio)
    {
        if (evaluation.Memorisation is not { } memorisation)
            return;
        page.Write("<h2>Nearest training sounds</h2>\n");
        page.Write($"<p>{MarkupText.Escape(memorisation.Sentence)}</p>\n<div class=\"sounds\">\n");
        var pairs = evaluation.Sounds.Where(sound => sound.Nearest?.Path is not null && sound.Sound.Path is not null);
        foreach (var sound in pairs.OrderBy(sound => sound.Distance).Take(Worst))
        {
            WriteSound(page, sound.Sound, $"{ReadableNumber.Value(sound.Distance!.Value)} dB from the next one", audio);
            WriteSound(page, sound.Nearest!, "training sound", audio);
        }

        page.Write("</div>\n");
    }

    private static void WriteKind(TextWriter page, string label, List<JudgedSound> sounds, AudioBudget audio)
    {
        var playable = sounds.Where(sound => sound.Sound.Path is not null).ToList();
        if (playable.Count == 0)
            return;
        page.Write($"<h2>{MarkupText.Escape(label)}</h2>\n");
        WriteGroup(
            page, $"The first {Math.Min(Examples, playable.Count)}", playable.Take(Examples),
            sound => $"tail {ReadableNumber.Decibels(sound.Sound.Measures.TailDbfs)}", audio);
        WriteGroup(
            page, "Taken for something else", playable.Where(sound => sound.TakenFor != label).OrderByDescending(sound => sound.Margin)
                .Take(Worst),
            sound => $"{sound.TakenFor}, by {ReadableNumber.Value(Math.Round(sound.Margin, 2))}", audio);
        WriteGroup(
            page, "The noisiest ends", playable.Where(sound => sound.Sound.Measures.HasDecayed)
                .OrderByDescending(sound => sound.Sound.Measures.TailDbfs).Take(Worst),
            sound => $"tail {ReadableNumber.Decibels(sound.Sound.Measures.TailDbfs)}", audio);
    }

    private static void WriteGroup(
        TextWriter page, string title, IEnumerable<JudgedSound> sounds, Func<JudgedSound, string> note, AudioBudget audio)
    {
        var shown = sounds.ToList();
        if (shown.Count == 0)
            return;
        page.Write($"<h3>{MarkupText.Escape(title)}</h3>\n<div class=\"sounds\">\n");
        foreach (var sound in shown)
            WriteSound(page, sound.Sound, note(sound), audio);
        page.Write("</div>\n");
    }

    private static void WriteSound(TextWriter page, AnalysedSound sound, string note, AudioBudget audio)
    {
        try
        {
            SoundCard.Write(page, Path.ChangeExtension(sound.Name, null), note, audio.Load(sound.Path!), audio);
        }
        catch (Exception exception) when (exception is AudioFormatException or IOException)
        {
            HtmlPage.WriteNotice(page, exception.Message);
        }
    }
}
