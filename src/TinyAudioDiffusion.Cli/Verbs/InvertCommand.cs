using System.CommandLine;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Services;

namespace TinyAudioDiffusion.Cli.Verbs;

/// <summary><c>tad invert</c>: the noise that makes a sound, and the sound that given noise makes.</summary>
internal sealed class InvertCommand(CommandContext context) : VerbCommand(context)
{
    private readonly Argument<string> _source = Source();
    private readonly Option<int> _refinements = Refinements();
    private readonly Option<bool> _back = new("--back") { Description = "The other way: the source is noise, the result the sound that it makes." };

    // Noise goes far beyond full scale.
    protected override SampleEncoding DefaultEncoding => SampleEncoding.Float32;

    public static Command Create(CommandContext context)
    {
        var invert = new InvertCommand(context);
        return invert.Complete(new TadCommand(
            "invert",
            "Finds the noise from which DDIM makes a sound.",
            "tad invert sounds/kick-42.wav --kind kick --steps 50",
            "tad invert sounds/kick-42-invert.wav --back --kind kick --steps 50")
        {
            invert._source, invert._refinements, invert._back,
        });
    }

    protected override IReadOnlyList<string> Sources(ParseResult parsed) => [parsed.GetRequiredValue(_source)];

    protected override string VerbOf(ParseResult parsed) => parsed.GetValue(_back) ? "back" : "invert";

    protected override async Task<IReadOnlyList<AudioClip>> RunAsync(
        ParseResult parsed, IDrumStudio studio, VerbSettings settings, IProgress<GenerationProgress> progress, CancellationToken cancellationToken)
    {
        var (source, options) = (settings.Sounds[0], settings.Sound.Generation);
        return
        [
            parsed.GetValue(_back)
                ? await studio.GenerateFromNoiseAsync(settings.Model, source, options, progress, cancellationToken)
                : await studio.InvertAsync(settings.Model, source, parsed.GetValue(_refinements), options, progress, cancellationToken),
        ];
    }
}
