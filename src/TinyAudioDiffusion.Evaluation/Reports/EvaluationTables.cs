using TinyAudioDiffusion.Evaluation.Distances;
using TinyAudioDiffusion.Evaluation.Measures;
using TinyAudioDiffusion.Evaluation.Pictures;
using TinyAudioDiffusion.Evaluation.Recognition;
using TinyAudioDiffusion.Evaluation.Text;

namespace TinyAudioDiffusion.Evaluation.Reports;

/// <summary>The numbers of an evaluation as HTML.</summary>
internal static class EvaluationTables
{
    public static void WriteFacts(TextWriter page, SoundEvaluation evaluation)
    {
        var (recognition, quality) = (evaluation.Recognition, evaluation.Classifier.Confusion);
        var decayed = evaluation.Sounds.Where(sound => sound.Sound.Measures is { HasDecayed: true, IsSilent: false }).ToList();
        var tail = Spread.Of(decayed.Select(sound => sound.Sound.Measures.TailDbfs));
        HtmlPage.WriteFacts(page, Facts());

        IEnumerable<(string Name, string Value, string? Note)> Facts()
        {
            yield return ("recognised", Percent(recognition.Accuracy), $"of {ReadableNumber.Count(recognition.Sounds)} sounds");
            yield return (
                "the classifier itself", Percent(quality.Accuracy),
                $"of {ReadableNumber.Count(quality.Sounds)} real sounds; kinds alike {Percent(quality.BalancedAccuracy)}");
            yield return (
                "median tail",
                tail is null ? "–" : ReadableNumber.Decibels(tail.Median),
                $"{ReadableNumber.Count(decayed.Count)} sounds have decayed");
            yield return (
                "clipped",
                ReadableNumber.Count(evaluation.Kinds.Sum(kind => kind.Sounds.Clipped)),
                $"silent {ReadableNumber.Count(evaluation.Kinds.Sum(kind => kind.Sounds.Silent))}");
            if (evaluation.Memorisation is { } memorisation)
            {
                yield return (
                    "copies",
                    memorisation.Verdict switch
                    {
                        MemorisationVerdict.None => "none",
                        MemorisationVerdict.Close => "close",
                        _ => "suspected",
                    },
                    $"{memorisation.Closer} closer than training sounds to each other");
            }
        }
    }

    public static void WriteKinds(TextWriter page, SoundEvaluation evaluation)
    {
        page.Write("<h2>By kind</h2>\n<p class=\"soft\">Median, and in brackets what a tenth is below and a tenth above. ");
        page.Write("Below each value that of the real sounds; for the Fréchet distance, that between two halves of the real sounds.</p>\n");
        page.Write("<div class=\"scroll\"><table>\n<tr><th></th>");
        foreach (var kind in evaluation.Kinds)
            page.Write($"<th scope=\"col\">{MarkupText.Escape(kind.Label)}</th>");
        page.Write("</tr>\n");
        foreach (var row in MeasureRow.All)
        {
            page.Write($"<tr><th scope=\"row\">{MarkupText.Escape(row.Name)}</th>");
            foreach (var kind in evaluation.Kinds)
                page.Write($"<td>{MarkupText.Escape(row.Value(kind))}<br><small>{MarkupText.Escape(row.Reference(kind))}</small></td>");
            page.Write("</tr>\n");
        }

        page.Write("</table></div>\n");
    }

    public static void WriteConfusion(TextWriter page, string title, ConfusionMatrix matrix)
    {
        page.Write($"<h3>{MarkupText.Escape(title)}</h3>\n<div class=\"scroll\"><table>\n<tr><th></th>");
        foreach (var label in matrix.Labels)
            page.Write($"<th scope=\"col\" class=\"number\">{MarkupText.Escape(label)}</th>");
        page.Write("</tr>\n");
        for (var row = 0; row < matrix.Labels.Count; row++)
        {
            if (matrix.Counts[row].Sum() == 0)
                continue;
            page.Write($"<tr><th scope=\"row\">{MarkupText.Escape(matrix.Labels[row])}</th>");
            for (var column = 0; column < matrix.Labels.Count; column++)
            {
                var count = matrix.Counts[row][column];
                page.Write($"<td class=\"number{(row == column ? " good" : count > 0 ? " bad" : "")}\">{ReadableNumber.Count(count)}</td>");
            }

            page.Write("</tr>\n");
        }

        page.Write("</table></div>\n");
    }

    private static string Percent(double share) => $"{ReadableNumber.Value(Math.Round(share * 100, 1))} %";
}
