using System.CommandLine;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Services;

namespace TinyAudioDiffusion.Cli.Verbs;

/// <summary><c>tad loop</c>: sounds whose end leads into their start.</summary>
internal sealed class LoopCommand(CommandContext context) : VerbCommand(context)
{
    private readonly Option<int> _count = Count("loops");

    public static Command Create(CommandContext context)
    {
        var loop = new LoopCommand(context);
        return loop.Complete(new TadCommand(
            "loop", "Makes seamless loops of exactly --length samples.", "tad loop --kind percussion --length 44100") { loop._count });
    }

    protected override Task<IReadOnlyList<AudioClip>> RunAsync(
        ParseResult parsed, IDrumStudio studio, VerbSettings settings, IProgress<GenerationProgress> progress, CancellationToken cancellationToken)
        => studio.LoopAsync(settings.Model, parsed.GetValue(_count), settings.Sound.Generation, progress, cancellationToken);
}
