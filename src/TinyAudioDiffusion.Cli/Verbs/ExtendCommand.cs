using System.CommandLine;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Services;

namespace TinyAudioDiffusion.Cli.Verbs;

/// <summary><c>tad extend</c>: a longer sound that begins with a given one.</summary>
internal sealed class ExtendCommand(CommandContext context) : VerbCommand(context)
{
    private readonly Argument<string> _source = Source();
    private readonly Option<double> _overlap = Numbers.WithDefault("--overlap", [], 0.5, 0.01, 0.99).Described(
        "SHARE", "How much each new part overlaps with what is there, 0.01 to 0.99 of the model's native length.");

    private readonly Option<int> _resamples = Resamples();

    public static Command Create(CommandContext context)
    {
        var extend = new ExtendCommand(context);
        return extend.Complete(new TadCommand(
            "extend", "Makes a sound longer, up to --length.", "tad extend sounds/hihat-42.wav --kind hihat --length 88200")
        {
            extend._source, extend._overlap, extend._resamples,
        });
    }

    protected override IReadOnlyList<string> Sources(ParseResult parsed) => [parsed.GetRequiredValue(_source)];

    protected override async Task<IReadOnlyList<AudioClip>> RunAsync(
        ParseResult parsed, IDrumStudio studio, VerbSettings settings, IProgress<GenerationProgress> progress, CancellationToken cancellationToken)
    {
        var how = new ExtensionOptions { Overlap = parsed.GetValue(_overlap), Resamples = parsed.GetValue(_resamples) };
        return [await studio.ExtendAsync(settings.Model, settings.Sounds[0], how, settings.Sound.Generation, progress, cancellationToken)];
    }
}
