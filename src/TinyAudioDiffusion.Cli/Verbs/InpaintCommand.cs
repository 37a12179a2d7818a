using System.CommandLine;
using System.CommandLine.Parsing;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Services;

namespace TinyAudioDiffusion.Cli.Verbs;

/// <summary><c>tad inpaint</c>: parts of a sound made anew.</summary>
internal sealed class InpaintCommand(CommandContext context) : VerbCommand(context)
{
    private readonly Argument<string> _source = Source();

    private readonly Option<SoundRegion[]> _regions = new("--region", "-r")
    {
        Description = "A part to make anew, in seconds: START-END, START- for the rest, or either with @CHANNEL for one channel (from 0). "
            + "May be given several times.",
        HelpName = "START-END[@CHANNEL]",
        Required = true,
        CustomParser = ParseRegions,
    };

    private readonly Option<int> _resamples = Resamples();
    private readonly Option<int> _count = Count("results");

    public static Command Create(CommandContext context)
    {
        var inpaint = new InpaintCommand(context);
        return inpaint.Complete(new TadCommand(
            "inpaint",
            "Makes parts of a sound anew and keeps the rest.",
            "tad inpaint sounds/snare-42.wav --kind snare --region 0.1-0.3 --region 0-@1")
        {
            inpaint._source, inpaint._regions, inpaint._resamples, inpaint._count,
        });
    }

    protected override IReadOnlyList<string> Sources(ParseResult parsed) => [parsed.GetRequiredValue(_source)];

    protected override Task<IReadOnlyList<AudioClip>> RunAsync(
        ParseResult parsed, IDrumStudio studio, VerbSettings settings, IProgress<GenerationProgress> progress, CancellationToken cancellationToken)
    {
        var how = new InpaintingOptions
        {
            Regions = parsed.GetRequiredValue(_regions),
            Resamples = parsed.GetValue(_resamples),
            Count = parsed.GetValue(_count),
        };
        return studio.InpaintAsync(settings.Model, settings.Sounds[0], how, settings.Sound.Generation, progress, cancellationToken);
    }

    private static SoundRegion[]? ParseRegions(ArgumentResult result)
    {
        var regions = new List<SoundRegion>();
        foreach (var token in result.Tokens)
        {
            if (SoundRegion.Parse(token.Value) is { } region)
            {
                regions.Add(region);
                continue;
            }

            result.AddError($"--region is \"{token.Value}\"; it must be START-END in seconds, as 0.1-0.3, 0.1- or 0-0.2@1.");
            return null;
        }

        return [.. regions];
    }
}
