using System.CommandLine;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Services;

namespace TinyAudioDiffusion.Cli.Verbs;

/// <summary><c>tad interpolate</c>: from one sound to another, between two seeds or between two files.</summary>
internal sealed class InterpolateCommand(CommandContext context) : VerbCommand(context)
{
    private readonly Argument<string[]> _sources = new("SOURCES")
    {
        Description = "The two WAV files between which to go; none to go from --seed to --to-seed.",
        Arity = new ArgumentArity(0, 2),
    };

    private readonly Option<ulong?> _toSeed = Numbers.Optional("--to-seed", [], 0ul, ulong.MaxValue).Described("SEED", "The seed at the other end.");
    private readonly Option<int> _count = Count("sounds, both ends included,", 5, least: 2);
    private readonly Option<int> _refinements = Refinements();

    public static Command Create(CommandContext context)
    {
        var interpolate = new InterpolateCommand(context);
        var command = new TadCommand(
            "interpolate",
            "Goes from one sound to another.",
            "tad interpolate --kind kick --seed 1 --to-seed 2 -n 8",
            "tad interpolate sounds/kick-1.wav sounds/kick-2.wav --kind kick")
        {
            interpolate._sources, interpolate._toSeed, interpolate._count, interpolate._refinements,
        };
        command.Validators.Add(result =>
        {
            var files = result.GetResult(interpolate._sources)?.Tokens.Count ?? 0;
            if (files == 1 || files == 0 == result.GetResult(interpolate._toSeed) is null)
                result.AddError("Give two WAV files, or --to-seed (with --seed for the first one), not both.");
        });
        return interpolate.Complete(command);
    }

    protected override IReadOnlyList<string> Sources(ParseResult parsed) => parsed.GetValue(_sources) ?? [];

    protected override Task<IReadOnlyList<AudioClip>> RunAsync(
        ParseResult parsed, IDrumStudio studio, VerbSettings settings, IProgress<GenerationProgress> progress, CancellationToken cancellationToken)
    {
        var how = new InterpolationOptions { Count = parsed.GetValue(_count), Refinements = parsed.GetValue(_refinements) };
        var (model, options) = (settings.Model, settings.Sound.Generation);
        return settings.Sounds is [var from, var to]
            ? studio.InterpolateAsync(model, from, to, how, options, progress, cancellationToken)
            : studio.InterpolateAsync(model, parsed.GetValue(_toSeed)!.Value, how, options, progress, cancellationToken);
    }
}
