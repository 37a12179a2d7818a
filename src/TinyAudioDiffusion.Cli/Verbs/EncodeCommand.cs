using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Engines;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Models.Formats.Latents;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Verbs;

/// <summary><c>tad encode</c>: the latents of sounds, as files that <c>tad decode</c> reads.</summary>
internal sealed class EncodeCommand
{
    private const string Extension = ".safetensors";

    private readonly Argument<string[]> _sources = new("SOURCE")
    {
        Description = "The sound files to encode: any sample rate, length and number of channels.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _model = ModelOptions.Model(required: true);
    private readonly Option<int?> _length = Numbers.Optional("--length", [], 1, int.MaxValue).Described(
        "SAMPLES", "How much of each sound to encode, in samples at the model's rate. Default: the model's own length.");

    private readonly Option<string> _out = new("--out", "-o")
    {
        Description = "The folder to write a file to for each sound.",
        HelpName = "FOLDER",
        DefaultValueFactory = _ => "latents",
    };

    private readonly Option<bool> _weightsOnly = ModelOptions.WeightsOnly();
    private readonly Option<WeightSet?> _weights = ModelOptions.Weights();
    private readonly Option<string?> _configuration = ModelOptions.Configuration();
    private readonly EngineOptions _engine = new();
    private readonly CommandContext _context;

    private EncodeCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context)
    {
        var encode = new EncodeCommand(context);
        var command = new TadCommand(
            "encode", "Makes latents of sounds with an autoencoder: a few numbers each, from which decode makes the sounds again.",
            "tad encode kick.wav snare.wav --model runs/autoencoder/model")
        {
            encode._sources,
        };
        command.AddOptions(encode._model, encode._length, encode._out, encode._weights, encode._weightsOnly, encode._configuration);
        encode._engine.AddTo(command);
        command.SetAction(encode.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (sources, folder, length) = (parsed.GetRequiredValue(_sources), parsed.GetRequiredValue(_out), parsed.GetValue(_length));
        var model = new ModelSettings(
            parsed.GetRequiredValue(_model), parsed.GetValue(_weights), parsed.GetValue(_configuration), parsed.GetValue(_weightsOnly));
        var input = new SoundInput(_context);
        input.Require(sources);
        RequireNamesApart(sources);
        OutputFolder.RequireWritable(folder);
        await using var services = _context.CreateServices(_engine.Read(parsed), model.Card(), model.WeightsOnly);
        var (zoo, studio) = (services.GetRequiredService<IModelZoo>(), services.GetRequiredService<IDrumStudio>());
        var card = model.Card() ?? zoo.CardFor(model.Name!);
        var latents = new List<SoundLatent>();
        await ProgressBar.RunAsync(_context.Terminal, show: true, "Encoding", async progress =>
        {
            var info = (await zoo.LoadAsync(card, progress, cancellationToken)).Model.Info;
            foreach (var source in sources)
            {
                latents.Add(await studio.EncodeAsync(
                    model.Name!, input.ReadFor(source, info, length), new GenerationOptions { Length = length },
                    cancellationToken: cancellationToken));
                progress.Report((latents.Count, sources.Length));
            }
        });

        Directory.CreateDirectory(folder);
        foreach (var (source, latent) in sources.Zip(latents))
        {
            var path = Path.Combine(folder, FileOf(source));
            LatentFile.Save(latent, path);
            _context.Terminal.WriteLine($"{path}  {latent.Channels} x {latent.Steps} numbers for {latent.Length} samples");
        }

        return ExitCodes.Success;
    }

    private static string FileOf(string source) => Path.GetFileNameWithoutExtension(source) + Extension;

    private static void RequireNamesApart(string[] sources)
    {
        if (sources.GroupBy(FileOf, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is not { } same)
            return;
        throw new UsageException(
            $"{string.Join(" and ", same.Select(source => $"\"{source}\""))} would all become {same.Key}: encode each with an --out of its own.");
    }
}
