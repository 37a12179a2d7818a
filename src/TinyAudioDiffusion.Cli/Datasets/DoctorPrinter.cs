using Spectre.Console;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Training.Data.Examination;

namespace TinyAudioDiffusion.Cli.Datasets;

/// <summary>Shows an examination to a person.</summary>
/// <param name="terminal">Where the examination is shown.</param>
/// <param name="all">Whether long lists are shown whole.</param>
internal sealed class DoctorPrinter(Terminal terminal, bool all)
{
    private const int ShortList = 3;

    public void Print(DoctorReport report)
    {
        terminal.OutputConsole.WriteFacts(Facts(report));
        foreach (var group in report.Findings.GroupBy(finding => finding.Kind))
            Print(group.Key, [.. group]);
        if (report.Findings.Count == 0)
            terminal.WriteLine("No findings.");
        if (!report.ComparedAll)
            terminal.WriteLine("The sounds are so much alike that not all could be compared: there may be more near-identical ones.");
    }

    private static IEnumerable<(string Name, string? Value)> Facts(DoctorReport report)
    {
        var (summary, epoch) = (report.Summary, report.Epoch);
        yield return ("folder", report.Folder);
        yield return ("sounds", $"{Sentences.Count(summary.Usable)} of {Sentences.Count(summary.Files, "file", "files")} can be used: "
            + $"{Sentences.About(report.TotalSeconds)} together, {Sentences.Duration(report.MedianSeconds)} in the median");
        if (summary.Classes.Count > 0)
        {
            var unlabelled = summary.Unlabelled == 0 ? "" : $", {Sentences.Count(summary.Unlabelled)} without";
            yield return ("classes", string.Join(", ", summary.Classes.Select(count => $"{count.Label} {Sentences.Count(count.Sounds)}")) + unlabelled);
        }

        yield return ("learned as", $"{report.SampleRate} Hz, {Sentences.Count(report.Channels, "channel", "channels")}, "
            + $"{report.Samples} samples ({(double)report.Samples / report.SampleRate:0.000} s)");
        if (summary.ScaledDown > 0)
            yield return ("below -20 LUFS", $"{Sentences.Count(summary.ScaledDown, "sound", "sounds")}, which would be beyond full scale");
        yield return ("an epoch", $"about {Sentences.About(epoch.Seconds)} here: {Sentences.Count(epoch.Sounds, "training step", "training steps")} "
            + $"of {Sentences.Duration(epoch.SecondsPerStep)} ({epoch.Model})");
    }

    // Lines, not a table: a table in a window would break long paths, and people copy paths.
    private void Print(FindingKind kind, List<DataSetFinding> findings)
    {
        terminal.OutputConsole.MarkupLineInterpolated($"[bold]{Title(kind)}: {Sentences.Count(findings.Count)}[/]  {Advice(kind)}");
        foreach (var finding in findings.Take(all ? int.MaxValue : ShortList))
            terminal.WriteLine(finding.Paths.Count == 0 ? $"  {finding.Detail}" : $"  {Names(finding.Paths)}  {finding.Detail}");
        if (!all && findings.Count > ShortList)
            terminal.WriteLine($"  ... and {Sentences.Count(findings.Count - ShortList)} more; --all lists all.");
        terminal.WriteLine("");
    }

    private string Names(IReadOnlyList<string> paths)
        => all || paths.Count <= ShortList ? string.Join(" = ", paths) : $"{string.Join(" = ", paths.Take(ShortList))} = {paths.Count - ShortList} more";

    private static string Title(FindingKind kind) => kind switch
    {
        FindingKind.Skipped => "Left out",
        FindingKind.Silent => "Silent, left out",
        FindingKind.Incomplete => "Read in part",
        FindingKind.Duplicate => "Duplicates",
        FindingKind.NearDuplicate => "Near-identical",
        FindingKind.Clipped => "Clipped",
        FindingKind.OtherRate => "Other sample rate",
        FindingKind.Short => "Very short",
        FindingKind.Cut => "Cut off",
        FindingKind.LateOnset => "Late onset",
        FindingKind.Offset => "DC offset",
        _ => "Balance",
    };

    private static string Advice(FindingKind kind) => kind switch
    {
        FindingKind.Skipped => "Not learned, for the reason given.",
        FindingKind.Silent => "Not learned.",
        FindingKind.Incomplete => "The file says one thing and holds another; save it again.",
        FindingKind.Duplicate => "Learned twice as often as the others; they stay together when the set is split.",
        FindingKind.NearDuplicate => "Validation may know what training knows; keep one of each.",
        FindingKind.Clipped => "The distortion is learned too.",
        FindingKind.OtherRate => "Resampled; low rates bring dull sounds.",
        FindingKind.Short => "Mostly the silence after it is learned.",
        FindingKind.Cut => "The end is lost; generated sounds may stop as suddenly.",
        FindingKind.LateOnset => "The silence before it is learned too; trim it.",
        FindingKind.Offset => "Learned too; remove it with a high-pass filter.",
        _ => "Rare classes are learned worse.",
    };
}
