using System.CommandLine;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Services;

namespace TinyAudioDiffusion.Cli.Verbs;

/// <summary><c>tad vocode</c>: a sound from the mel spectrogram of another one.</summary>
internal sealed class VocodeCommand(CommandContext context) : VerbCommand(context)
{
    private readonly Argument<string> _source = Source();

    public static Command Create(CommandContext context)
    {
        var vocode = new VocodeCommand(context);
        return vocode.Complete(new TadCommand(
            "vocode", "Makes a sound from the mel spectrogram of another one.", "tad vocode snare.wav --model runs/vocoder/model")
        {
            vocode._source,
        });
    }

    protected override bool UsesWholeSource => true;

    protected override IReadOnlyList<string> Sources(ParseResult parsed) => [parsed.GetRequiredValue(_source)];

    protected override async Task<IReadOnlyList<AudioClip>> RunAsync(
        ParseResult parsed, IDrumStudio studio, VerbSettings settings, IProgress<GenerationProgress> progress,
        CancellationToken cancellationToken)
        => [await studio.VocodeAsync(settings.Model, settings.Sounds[0], settings.Sound.Generation, progress, cancellationToken)];
}
