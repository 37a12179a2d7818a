using System.CommandLine;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Services;

namespace TinyAudioDiffusion.Cli.Verbs;

/// <summary><c>tad upsample</c>: a sound of a low sample rate made whole.</summary>
internal sealed class UpsampleCommand(CommandContext context) : VerbCommand(context)
{
    private readonly Argument<string> _source = Source();
    private readonly Option<int> _count = Count("results");
    private readonly Option<bool> _legacy = new("--legacy")
    {
        Description = "Take all of the sound from the model, as the reference does, instead of only what the source lacks.",
    };

    public static Command Create(CommandContext context)
    {
        var upsample = new UpsampleCommand(context);
        return upsample.Complete(new TadCommand(
            "upsample", "Makes the part of a sound above half its sample rate.", "tad upsample old.wav --model runs/upsampler/model")
        {
            upsample._source, upsample._count, upsample._legacy,
        });
    }

    protected override bool UsesWholeSource => true;

    protected override IReadOnlyList<string> Sources(ParseResult parsed) => [parsed.GetRequiredValue(_source)];

    protected override Task<IReadOnlyList<AudioClip>> RunAsync(
        ParseResult parsed, IDrumStudio studio, VerbSettings settings, IProgress<GenerationProgress> progress,
        CancellationToken cancellationToken)
    {
        var how = new UpsamplingOptions { Count = parsed.GetValue(_count), KeepsSource = !parsed.GetValue(_legacy) };
        return studio.UpsampleAsync(settings.Model, settings.Sounds[0], how, settings.Sound.Generation, progress, cancellationToken);
    }
}
