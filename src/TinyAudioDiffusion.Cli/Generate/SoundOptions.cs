using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Engines;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Generate;

/// <summary>The options of the commands that make sounds and write them: the model, seed and length, how to sample, where to write.</summary>
internal sealed class SoundOptions
{
    private readonly Option<WeightSet?> _weights = ModelOptions.Weights();
    private readonly Option<bool> _weightsOnly = ModelOptions.WeightsOnly();
    private readonly Option<string?> _configuration = ModelOptions.Configuration();
    private readonly EngineOptions _engine = new();
    private readonly ShapingOptions _shaping = new();

    private readonly Option<ulong?> _seed = Numbers.Optional("--seed", ["-s"], 0ul, ulong.MaxValue).Described(
        "SEED", "The seed of the first sound, 0 to 18446744073709551615: the same seed gives the same sound. Default: by chance.");

    private readonly Option<int?> _length = Numbers.Optional("--length", [], 1, int.MaxValue).Described(
        "SAMPLES", "The length in samples of each channel, at least 1 (44100 are a second at 44.1 kHz). Default: the model's own.");

    public Option<string?> Model { get; } = ModelOptions.Model(required: false);

    public Option<string> Out { get; } = new("--out", "-o")
    {
        Description = "The folder to write to; it is created, and files of the same name are replaced.",
        HelpName = "FOLDER",
        DefaultValueFactory = _ => "sounds",
    };

    public Option<WavEncoding?> Depth { get; } = new("--depth")
    {
        Description = "How samples are stored: 16 (the default, but for noise) or 24 bits, or 32-bit float, which keeps what is above full scale.",
        HelpName = "16|24|float",
        CustomParser = result => ModelOptions.Parse(
            result, "depth", ("16", WavEncoding.Pcm16), ("24", WavEncoding.Pcm24), ("float", WavEncoding.Float32)),
    };

    public Option<bool> Json { get; } = new("--json") { Description = "Print one JSON document instead of lines, and no progress bar." };

    public void AddTo(Command command)
    {
        foreach (var option in (ReadOnlySpan<Option>)[Model, _seed, _length])
            command.Options.Add(option);
        _shaping.AddTo(command);
        foreach (var option in (ReadOnlySpan<Option>)[Out, Depth, _weights, _weightsOnly, _configuration, Json])
            command.Options.Add(option);
        _engine.AddTo(command);
    }

    /// <summary>Builds the services, with the model that the command line, or else a recipe, names.</summary>
    /// <param name="recipesWeights">Which weights a recipe was made with, for a model on disk or on the Hub.</param>
    public ServiceProvider CreateServices(ParseResult parsed, Terminal terminal, string? model, DrumKind? kind, WeightSet? recipesWeights = null)
    {
        var isPlace = model is not null && (Path.Exists(model) || model.Contains('/', StringComparison.Ordinal));
        var card = ModelPath.CardFor(
            model, parsed.GetValue(_weights) ?? (isPlace ? recipesWeights : null), parsed.GetValue(_configuration), kind, parsed.GetValue(_weightsOnly));
        return TadServices.Create(terminal, _engine.Of(parsed), card);
    }

    /// <summary>Adds what the command line says to a call's options; what it does not say stays.</summary>
    public GenerationOptions Apply(ParseResult parsed, GenerationOptions options) => _shaping.Apply(parsed, options with
    {
        Seed = parsed.GetValue(_seed) ?? options.Seed,
        Length = parsed.GetValue(_length) ?? options.Length,
    });
}
