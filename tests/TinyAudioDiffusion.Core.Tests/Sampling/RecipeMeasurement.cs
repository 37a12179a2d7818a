using System.Globalization;
using System.Text;
using TinyAudioDiffusion.Sampling;
using TinyAudioDiffusion.Tests.Fakes;

namespace TinyAudioDiffusion.Tests.Sampling;

/// <summary>
/// Writes the table and the plot of docs/samplers.md: network calls against the distance to 1000 DDIM steps from the same noise. Runs only where the
/// environment variable TAD_WRITE_DOCS names the folder to write to. TAD_DRUM_SOUNDS may name a folder of one-shots for one more problem.
/// </summary>
public class RecipeMeasurement
{
    private static readonly int[] _calls = [8, 10, 12, 14, 16, 20, 25, 50];

    private static readonly (string Name, ISampler Sampler, INoiseSchedule Schedule)[] _recipes =
    [
        ("ddim, linear", new DdimSampler(), new LinearSchedule()),
        ("dpmpp-2m, linear", new Dpmpp2MSampler(), new LinearSchedule()),
        ("unipc, linear", new UniPcSampler(), new LinearSchedule()),
        ("iplms, linear", new IplmsSampler(), new LinearSchedule()),
        ("ddim, crash", new DdimSampler(), new CrashSchedule()),
        ("dpmpp-2m, crash", new Dpmpp2MSampler(), new CrashSchedule()),
        ("unipc, crash", new UniPcSampler(), new CrashSchedule()),
        ("unipc order 2, crash", new UniPcSampler(2), new CrashSchedule()),
        ("lms, crash", new LmsSampler(), new CrashSchedule()),
        ("iplms, crash", new IplmsSampler(), new CrashSchedule()),
        ("dpmpp-2m, cosine-logsnr", new Dpmpp2MSampler(), new LogSnrSchedule()),
        ("unipc, cosine-logsnr", new UniPcSampler(), new LogSnrSchedule()),
        ("iplms, cosine-logsnr", new IplmsSampler(), new LogSnrSchedule()),
        ("dpmpp-2m, karras", new Dpmpp2MSampler(), new KarrasSchedule()),
    ];

    [Fact]
    public void Write()
    {
        if (Environment.GetEnvironmentVariable("TAD_WRITE_DOCS") is not { Length: > 0 } folder)
            return;

        var table = new StringBuilder();
        var all = new double[_recipes.Length, _calls.Length];
        var problems = Problems().ToArray();
        foreach (var (name, model) in problems)
        {
            table.Append(Invariant($"\n### {name}\n\n| recipe | {string.Join(" | ", _calls)} |\n|---|{string.Concat(_calls.Select(_ => "---|"))}\n"));
            var seeds = Enumerable.Range(0, 24).Select(i => (ulong)i).ToArray();
            var samples = model.Info.NativeLength;
            var exact = Sampled.Run(new DdimSampler(), model, Sampled.Grid(new LinearSchedule(), 1000), seeds, samples);
            for (var r = 0; r < _recipes.Length; r++)
            {
                table.Append(Invariant($"| {_recipes[r].Name} |"));
                for (var c = 0; c < _calls.Length; c++)
                {
                    var end = Sampled.Run(_recipes[r].Sampler, model, Sampled.Grid(_recipes[r].Schedule, _calls[c]), seeds, samples);
                    var (rms, median) = Distances(exact, end, samples);
                    all[r, c] += rms / problems.Length;
                    table.Append(Invariant($" {rms:F3} ({median:F3}) |"));
                }

                table.Append('\n');
                File.WriteAllText(Path.Combine(folder, "samplers-measured.md"), table.ToString());
            }
        }

        table.Append(Invariant($"\n### Mean of all\n\n| recipe | {string.Join(" | ", _calls)} |\n|---|{string.Concat(_calls.Select(_ => "---|"))}\n"));
        for (var r = 0; r < _recipes.Length; r++)
        {
            table.Append(Invariant($"| {_recipes[r].Name} |"));
            for (var c = 0; c < _calls.Length; c++)
                table.Append(Invariant($" {all[r, c]:F3} |"));
            table.Append('\n');
        }

        File.WriteAllText(Path.Combine(folder, "samplers-measured.md"), table.ToString());
        File.WriteAllText(Path.Combine(folder, "samplers.svg"), Plot(all));
    }

    private static IEnumerable<(string Name, AnalyticMixtureModel Model)> Problems()
    {
        yield return ("12 far sounds, deviation 0.1", new AnalyticMixtureModel(12, 256, 0.1));
        yield return ("48 sounds, deviation 0.3", new AnalyticMixtureModel(48, 256, 0.3));
        yield return ("96 sounds, deviation 0.15", new AnalyticMixtureModel(96, 256, 0.15));
        if (Environment.GetEnvironmentVariable("TAD_DRUM_SOUNDS") is not { Length: > 0 } folder)
            yield break;

        // The first 0.19 s at 11025 Hz: every sample deviates by a fifth of the level around it.
        var means = Directory.GetFiles(folder, "*.wav").Order(StringComparer.Ordinal).Select(path => Resampler.Resample(AudioClip.Load(path), 11025))
            .Select(clip => Enumerable.Range(0, 2048).Select(i => i < clip.Length ? (double)clip.Channel(0)[i] : 0).ToArray()).ToArray();
        var deviations = means.Select(mean => mean.Select((_, i) =>
            0.001 + (0.2 * Math.Sqrt(mean[Math.Max(0, i - 50)..Math.Min(2048, i + 51)].Average(value => value * value)))).ToArray()).ToArray();
        yield return ("around published one-shots, deviation 0.2", new AnalyticMixtureModel(means, deviations));
    }

    // Relative to the level of all: the root mean square over the items, and the median item.
    private static (double Rms, double Median) Distances(float[] exact, float[] end, int samples)
    {
        var scale = Sampled.Rms(exact);
        var each = Enumerable.Range(0, exact.Length / samples)
            .Select(item => Sampled.Distance(exact.AsSpan(item * samples, samples), end.AsSpan(item * samples, samples)) / scale).Order().ToArray();
        return (Sampled.Distance(exact, end) / scale, each[each.Length / 2]);
    }

    // Both axes logarithmic: calls from 8 to 50, distance from 0.01 to 1.
    private static string Plot(double[,] distances)
    {
        string[] colours = ["#222222", "#1f77b4", "#9467bd", "#2ca02c", "#7f7f7f", "#17becf", "#d62728", "#e377c2", "#bcbd22", "#ff7f0e", "#8c564b", "#aec7e8", "#98df8a", "#c5b0d5"];
        var svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"760\" height=\"440\" font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"760\" height=\"440\" fill=\"white\"/>\n");
        foreach (var y in new[] { 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1 })
            svg.Append(Invariant($"<line x1=\"60\" x2=\"540\" y1=\"{Y(y):F1}\" y2=\"{Y(y):F1}\" stroke=\"#ddd\"/><text x=\"54\" y=\"{Y(y) + 4:F1}\" text-anchor=\"end\">{y}</text>\n"));
        foreach (var x in _calls)
            svg.Append(Invariant($"<line x1=\"{X(x):F1}\" x2=\"{X(x):F1}\" y1=\"20\" y2=\"400\" stroke=\"#eee\"/><text x=\"{X(x):F1}\" y=\"416\" text-anchor=\"middle\">{x}</text>\n"));
        svg.Append("<text x=\"300\" y=\"434\" text-anchor=\"middle\">network calls</text><text x=\"60\" y=\"14\">relative RMS distance to 1000 DDIM steps, mean of the problems</text>\n");
        for (var r = 0; r < _recipes.Length; r++)
        {
            var points = string.Join(' ', _calls.Select((calls, c) => Invariant($"{X(calls):F1},{Y(distances[r, c]):F1}")));
            svg.Append(Invariant($"<polyline fill=\"none\" stroke=\"{colours[r]}\" stroke-width=\"2\" points=\"{points}\"/>\n"));
            svg.Append(Invariant($"<line x1=\"556\" x2=\"576\" y1=\"{36 + (r * 22)}\" y2=\"{36 + (r * 22)}\" stroke=\"{colours[r]}\" stroke-width=\"3\"/><text x=\"582\" y=\"{40 + (r * 22)}\">{_recipes[r].Name}</text>\n"));
        }

        return svg.Append("</svg>\n").ToString();

        static double X(double calls) => 60 + (480 * Math.Log(calls / 8) / Math.Log(50.0 / 8));
        static double Y(double distance) => 20 + (380 * -Math.Log10(Math.Clamp(distance, 0.01, 1)) / 2);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
