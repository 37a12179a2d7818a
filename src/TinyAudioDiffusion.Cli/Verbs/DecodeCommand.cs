using System.CommandLine;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Models.Formats.Latents;

namespace TinyAudioDiffusion.Cli.Verbs;

/// <summary><c>tad decode</c>: a sound from a latent, or from a place on the line through two.</summary>
internal sealed class DecodeCommand(CommandContext context) : VerbCommand(context)
{
    private readonly Argument<string> _latent = new("LATENT") { Description = "The file that tad encode wrote." };

    private readonly Option<string?> _towards = new("--towards")
    {
        Description = "A second latent: the sound is that of a place on the line through both.",
        HelpName = "LATENT",
    };

    private readonly Option<double> _amount = Numbers.WithDefault("--amount", [], 0.5, -10.0, 10.0).Described(
        "AMOUNT", "How far to go --towards the second latent: 0 stays at the first, 1 is the second, the line goes on beyond both.");

    public static Command Create(CommandContext context)
    {
        var decode = new DecodeCommand(context);
        var command = decode.Complete(new TadCommand(
            "decode", "Makes a sound from a latent, or from a place between two, with the autoencoder that encoded.",
            "tad decode latents/kick.safetensors --model runs/autoencoder/model",
            "tad decode latents/kick.safetensors --towards latents/snare.safetensors --amount 0.3 --model runs/autoencoder/model")
        {
            decode._latent, decode._towards, decode._amount,
        });
        command.Validators.Add(result =>
        {
            if (result.GetResult(decode._amount) is { Implicit: false } && result.GetResult(decode._towards) is null)
                result.AddError("--amount says how far to go --towards another latent: name one.");
        });
        return command;
    }

    protected override bool UsesWholeSource => true;

    protected override string OriginOf(ParseResult parsed) => Path.GetFileNameWithoutExtension(parsed.GetRequiredValue(_latent));

    protected override async Task<IReadOnlyList<AudioClip>> RunAsync(
        ParseResult parsed, IDrumStudio studio, VerbSettings settings, IProgress<GenerationProgress> progress,
        CancellationToken cancellationToken)
    {
        var latent = Load(parsed.GetRequiredValue(_latent));
        if (parsed.GetValue(_towards) is { } towards)
            latent = latent.Towards(Load(towards), parsed.GetValue(_amount));
        return [await studio.DecodeAsync(settings.Model, latent, settings.Sound.Generation, progress, cancellationToken)];
    }

    private static SoundLatent Load(string path)
    {
        InputFile.Require(path);
        return LatentFile.Load(path);
    }
}
