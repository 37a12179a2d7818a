using System.CommandLine;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;

namespace TinyAudioDiffusion.Cli.Verbs;

/// <summary><c>tad invert</c>: the noise that makes a sound, and the sound that given noise makes.</summary>
internal sealed class InvertCommand(Terminal terminal) : VerbCommand(terminal)
{
    private readonly Argument<string> _source = Source();
    private readonly Option<int> _refinements = Refinements();
    private readonly Option<bool> _back = new("--back") { Description = "The other way: the source is noise, the result the sound that it makes." };

    // Noise goes far beyond full scale.
    protected override WavEncoding DefaultEncoding => WavEncoding.Float32;

    public static Command Create(Terminal terminal)
    {
        var invert = new InvertCommand(terminal);
        return invert.Complete(new TadCommand(
            "invert", "Finds the noise that DDIM makes a sound of.", "tad invert kick.wav --model kick.ckpt --steps 50", "tad invert noise.wav --back --model kick.ckpt --steps 50")
        {
            invert._source, invert._refinements, invert._back,
        });
    }

    protected override IReadOnlyList<string> Sources(ParseResult parsed) => [parsed.GetRequiredValue(_source)];

    protected override string VerbOf(ParseResult parsed) => parsed.GetValue(_back) ? "back" : "invert";

    protected override async Task<IReadOnlyList<AudioClip>> RunAsync(
        ParseResult parsed, IDrumStudio studio, ModelChoice model, GenerationOptions options, IProgress<GenerationProgress> progress, CancellationToken cancellationToken)
    {
        var source = AudioClip.Load(parsed.GetRequiredValue(_source));
        return
        [
            parsed.GetValue(_back)
                ? await studio.GenerateFromNoiseAsync(model, source, options, progress, cancellationToken)
                : await studio.InvertAsync(model, source, parsed.GetValue(_refinements), options, progress, cancellationToken),
        ];
    }
}
