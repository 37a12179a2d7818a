using System.Globalization;
using System.Text;

namespace TinyAudioDiffusion.Benchmarks.Samplers;

/// <summary>
/// Calls against distance as Markdown: of all sounds and, in brackets, of the median sound. What is at least as near as 50 DDIM steps in
/// both is bold.
/// </summary>
internal static class DistanceTable
{
    public static string Write(
        string title, IReadOnlyList<int> calls, IReadOnlyList<(string Name, Distance[] Distances)> rows, Distance reference)
    {
        var text = new StringBuilder();
        text.Append(Invariant($"\n### {title}\n50 DDIM steps: {reference.Rms:F3} ({reference.Median:F3})\n\n"));
        text.Append(Invariant($"| settings | {string.Join(" | ", calls)} |\n|---|{string.Concat(calls.Select(_ => "---|"))}\n"));
        foreach (var (name, distances) in rows)
        {
            text.Append(Invariant($"| {name} |"));
            foreach (var distance in distances)
            {
                var mark = distance.Rms <= reference.Rms && distance.Median <= reference.Median ? "**" : "";
                text.Append(Invariant($" {mark}{distance.Rms:F3} ({distance.Median:F3}){mark} |"));
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
