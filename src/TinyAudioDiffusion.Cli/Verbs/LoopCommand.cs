using System.CommandLine;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;

namespace TinyAudioDiffusion.Cli.Verbs;

/// <summary><c>tad loop</c>: sounds whose end leads into their start.</summary>
internal sealed class LoopCommand(Terminal terminal) : VerbCommand(terminal)
{
    private readonly Option<int> _count = Count("loops");

    public static Command Create(Terminal terminal)
    {
        var loop = new LoopCommand(terminal);
        return loop.Complete(new TadCommand("loop", "Makes seamless loops of exactly --length samples.", "tad loop --model percussion.ckpt --length 44100") { loop._count });
    }

    protected override Task<IReadOnlyList<AudioClip>> RunAsync(
        ParseResult parsed, IDrumStudio studio, ModelChoice model, GenerationOptions options, IProgress<GenerationProgress> progress, CancellationToken cancellationToken)
        => studio.LoopAsync(model, parsed.GetValue(_count), options, progress, cancellationToken);
}
