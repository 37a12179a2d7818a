using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using TinyAudioDiffusion.Cli.Console;

namespace TinyAudioDiffusion.Cli.Commands;

/// <summary><c>tad inpaint</c>: parts of a sound made anew.</summary>
internal sealed class InpaintCommand(Terminal terminal) : VerbCommand(terminal)
{
    private readonly Argument<string> _source = Source();

    private readonly Option<SoundRegion[]> _regions = new("--region", "-r")
    {
        Description = "A part to make anew, in seconds: START-END, START- for the rest, or either with @CHANNEL for one channel (from 0). May be given several times.",
        HelpName = "START-END[@CHANNEL]",
        Required = true,
        CustomParser = ParseRegions,
    };

    private readonly Option<int> _resamples = Number("--resamples", [], 4, 1, 100, "N", "How often each noise level is visited, 1 to 100, so that old and new fit together.");
    private readonly Option<int> _count = Number("-n", ["--count"], 1, 1, int.MaxValue, "COUNT", "How many results to make, at least 1.");

    public static Command Create(Terminal terminal)
    {
        var inpaint = new InpaintCommand(terminal);
        return inpaint.Complete(new TadCommand(
            "inpaint", "Makes parts of a sound anew and keeps the rest.", "tad inpaint snare.wav --model snare.ckpt --region 0.1-0.3 --region 0-@1")
        {
            inpaint._source, inpaint._regions, inpaint._resamples, inpaint._count,
        });
    }

    protected override Task<IReadOnlyList<AudioClip>> RunAsync(
        ParseResult parsed, IDrumStudio studio, ModelChoice model, GenerationOptions options, IProgress<GenerationProgress> progress, CancellationToken cancellationToken)
        => studio.InpaintAsync(
            model,
            AudioClip.Load(parsed.GetRequiredValue(_source)),
            new() { Regions = parsed.GetRequiredValue(_regions), Resamples = parsed.GetValue(_resamples), Count = parsed.GetValue(_count) },
            options, progress, cancellationToken);

    private static SoundRegion[]? ParseRegions(ArgumentResult result)
    {
        var regions = new List<SoundRegion>();
        foreach (var token in result.Tokens)
        {
            var parts = token.Value.Split('@');
            var times = parts[0].Split('-');
            if (parts.Length <= 2 && times.Length == 2 && Seconds(times[0]) is { } start && (times[1].Length == 0 || Seconds(times[1]) is not null)
                && (parts.Length == 1 || int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out _)))
            {
                regions.Add(new SoundRegion(
                    TimeSpan.FromSeconds(start),
                    Seconds(times[1]) is { } end ? TimeSpan.FromSeconds(end) : null,
                    parts.Length == 2 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : null));
                continue;
            }

            result.AddError($"--region is \"{token.Value}\"; it must be START-END in seconds, as 0.1-0.3, 0.1- or 0-0.2@1.");
            return null;
        }

        return [.. regions];
    }

    private static double? Seconds(string text)
        => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < 1e6 ? seconds : null;
}
