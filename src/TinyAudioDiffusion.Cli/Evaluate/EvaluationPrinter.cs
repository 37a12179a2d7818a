using Spectre.Console;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Evaluation;
using TinyAudioDiffusion.Evaluation.Reports;

namespace TinyAudioDiffusion.Cli.Evaluate;

/// <summary>Shows an evaluation to a person.</summary>
internal sealed class EvaluationPrinter(Terminal terminal)
{
    public void Print(EvaluationDocument report)
    {
        terminal.Write(Kinds(report.Kinds));
        if (report.Sliders is { Count: > 0 } sliders)
            terminal.Write(Sliders(sliders));
        foreach (var sentence in Findings(report))
            terminal.WriteLine(sentence);
    }

    private static Table Kinds(IReadOnlyList<KindEvaluation> kinds)
    {
        var table = Tables.Create(["", .. kinds.Select(kind => kind.Label)]);
        foreach (var row in MeasureRow.All)
        {
            table.AddTextRow([row.Name, .. kinds.Select(row.Value)]);
            if (kinds.Any(kind => row.Reference(kind).Any(char.IsLetterOrDigit)))
                table.AddTextRow(["  real", .. kinds.Select(row.Reference)]);
        }

        return table;
    }

    private static Table Sliders(IReadOnlyList<SliderObedience> sliders)
    {
        var names = CharacterSpace.ControlNames;
        var table = Tables.Create(["asked and heard", .. names]);
        foreach (var own in sliders.GroupBy(slider => slider.Class))
            table.AddTextRow([own.Key, .. names.Select(name => Text(own.Where(slider => slider.Slider == name)))]);
        table.AddTextRow(["mean", .. names.Select(name => Text(sliders.Where(slider => slider.Slider == name)))]);
        return table;

        static string Text(IEnumerable<SliderObedience> cells)
            => cells.Average(cell => cell.Correlation).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);
    }

    private static IEnumerable<string> Findings(EvaluationDocument report)
    {
        var quality = report.Classifier.Confusion;
        yield return $"Recognised: {report.Recognition.Accuracy:0.0%} of {Sentences.Count(report.Recognition.Sounds, "sound", "sounds")}, "
            + $"by a classifier that is right about {quality.Accuracy:0.0%} of {Sentences.Count(quality.Sounds)} real sounds "
            + $"that it has not learnt from ({quality.BalancedAccuracy:0.0%}, all kinds alike).";
        foreach (var (label, row) in report.Recognition.Labels.Zip(report.Recognition.Counts))
        {
            var others = report.Recognition.Labels.Zip(row).Where(pair => pair.First != label && pair.Second > 0).ToList();
            if (others.Count > 0)
                yield return $"  {label} taken for {string.Join(", ", others.Select(pair => $"{pair.First} {pair.Second} times"))}";
        }

        if (report.Memorisation is { } memorisation)
            yield return $"Copies of training sounds: {memorisation.Sentence}";
        if (report.Skipped.Count > 0)
            yield return $"{Sentences.Count(report.Skipped.Count, "file", "files")} left out: {report.Skipped[0].Path} "
                + $"{report.Skipped[0].Reason}";
        if (report.Page is not null)
            yield return report.Page;
    }
}
