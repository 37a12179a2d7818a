using System.CommandLine;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;

namespace TinyAudioDiffusion.Cli.Verbs;

/// <summary><c>tad extend</c>: a longer sound that begins with a given one.</summary>
internal sealed class ExtendCommand(Terminal terminal) : VerbCommand(terminal)
{
    private readonly Argument<string> _source = Source();
    private readonly Option<double> _overlap = Numbers.WithDefault("--overlap", [], 0.5, 0.01, 0.99).Described(
        "SHARE", "How much each new part overlaps with what is there, 0.01 to 0.99 of the model's native length.");

    private readonly Option<int> _resamples = Resamples();

    public static Command Create(Terminal terminal)
    {
        var extend = new ExtendCommand(terminal);
        return extend.Complete(new TadCommand(
            "extend", "Makes a sound longer, up to --length.", "tad extend ride.wav --model hihat.ckpt --length 88200")
        {
            extend._source, extend._overlap, extend._resamples,
        });
    }

    protected override IReadOnlyList<string> Sources(ParseResult parsed) => [parsed.GetRequiredValue(_source)];

    protected override async Task<IReadOnlyList<AudioClip>> RunAsync(
        ParseResult parsed, IDrumStudio studio, ModelChoice model, GenerationOptions options, IProgress<GenerationProgress> progress, CancellationToken cancellationToken)
        => [await studio.ExtendAsync(
            model,
            AudioClip.Load(parsed.GetRequiredValue(_source)),
            new() { Overlap = parsed.GetValue(_overlap), Resamples = parsed.GetValue(_resamples) },
            options, progress, cancellationToken)];
}
