using System.CommandLine;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Services;

namespace TinyAudioDiffusion.Cli.Verbs;

/// <summary><c>tad vary</c>: variations of a sound.</summary>
internal sealed class VaryCommand(CommandContext context) : VerbCommand(context)
{
    private readonly Argument<string> _source = Source();
    private readonly Option<double> _strength = Numbers.WithDefault("--strength", [], 0.5, 0.0, 1.0).Described(
        "SHARE", "How far to go from the source, 0 (not at all) to 1 (all the way).");

    private readonly Option<int> _count = Count("variations");
    private readonly Option<bool> _legacy = new("--legacy")
    {
        Description = "Vary as the reference system's style transfer does: source + strength * noise instead of a mixture.",
    };

    public static Command Create(CommandContext context)
    {
        var vary = new VaryCommand(context);
        return vary.Complete(new TadCommand(
            "vary", "Makes variations of a sound.", "tad vary sounds/snare-42.wav --kind snare --strength 0.4 -n 4")
        {
            vary._source, vary._strength, vary._count, vary._legacy,
        });
    }

    protected override IReadOnlyList<string> Sources(ParseResult parsed) => [parsed.GetRequiredValue(_source)];

    protected override Task<IReadOnlyList<AudioClip>> RunAsync(
        ParseResult parsed, IDrumStudio studio, VerbSettings settings, IProgress<GenerationProgress> progress, CancellationToken cancellationToken)
    {
        var how = new VariationOptions
        {
            Strength = parsed.GetValue(_strength),
            Count = parsed.GetValue(_count),
            Legacy = parsed.GetValue(_legacy),
        };
        return studio.VaryAsync(settings.Model, settings.Sounds[0], how, settings.Sound.Generation, progress, cancellationToken);
    }
}
