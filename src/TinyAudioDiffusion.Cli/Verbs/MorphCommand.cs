using System.CommandLine;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Models.BuiltIn;

namespace TinyAudioDiffusion.Cli.Verbs;

/// <summary><c>tad morph</c>: from one sound to any other one.</summary>
internal sealed class MorphCommand(CommandContext context) : VerbCommand(context)
{
    private readonly Argument<string> _from = Source("FROM");
    private readonly Argument<string> _to = new("TO") { Description = "The sound file to go to." };
    private readonly Option<int> _count = Count("sounds, both ends included,", 5, least: 2);
    private readonly Option<int> _refinements = Refinements();

    public static Command Create(CommandContext context)
    {
        var morph = new MorphCommand(context);
        return morph.Complete(new TadCommand(
            "morph", "Goes from one sound to any other one: in the latent of an autoencoder, or between the noises of both.",
            "tad morph kick.wav snare.wav -n 5",
            "tad morph kick.wav snare.wav -n 5 --model runs/autoencoder/model")
        {
            morph._from, morph._to, morph._count, morph._refinements,
        });
    }

    protected override string DefaultModel => BuiltInModels.Drums.Id;

    protected override string? NoticeOf(DiffusionModelInfo model) => model.Condition is LatentCondition
        ? null
        : $"{(model.Character is null ? "The model" : "The model, which takes characters,")} is no autoencoder: the morph goes between the "
            + $"noises {(model.Character is null ? "" : "and characters ")}of both sounds (DDIM inversion), not in a latent.";

    protected override IReadOnlyList<string> Sources(ParseResult parsed) => [parsed.GetRequiredValue(_from), parsed.GetRequiredValue(_to)];

    protected override Task<IReadOnlyList<AudioClip>> RunAsync(
        ParseResult parsed, IDrumStudio studio, VerbSettings settings, IProgress<GenerationProgress> progress,
        CancellationToken cancellationToken)
    {
        var how = new InterpolationOptions { Count = parsed.GetValue(_count), Refinements = parsed.GetValue(_refinements) };
        return studio.MorphAsync(
            settings.Model, settings.Sounds[0], settings.Sounds[1], how, settings.Sound.Generation, progress, cancellationToken);
    }
}
