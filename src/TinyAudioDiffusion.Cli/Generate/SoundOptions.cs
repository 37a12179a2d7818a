using System.CommandLine;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Engines;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Generate;

/// <summary>
/// The options of the commands that make sounds and write them: the model, seed and length, how to sample, where to write.
/// </summary>
internal sealed class SoundOptions
{
    private readonly Option<string?> _model = ModelOptions.Model(required: false);
    private readonly Option<WeightSet?> _weights = ModelOptions.Weights();
    private readonly Option<bool> _weightsOnly = ModelOptions.WeightsOnly();
    private readonly Option<string?> _configuration = ModelOptions.Configuration();
    private readonly Option<string?> _textEncoder = ModelOptions.TextEncoder();
    private readonly EngineOptions _engine = new();
    private readonly SamplingOptions _sampling = new();

    private readonly Option<ulong?> _seed = Numbers.Optional("--seed", ["-s"], 0ul, ulong.MaxValue).Described(
        "SEED", "The seed of the first sound, 0 to 18446744073709551615: the same seed gives the same sound. Default: a random one.");

    private readonly Option<int?> _length = Numbers.Optional("--length", [], 1, int.MaxValue).Described(
        "SAMPLES", "The length in samples of each channel, at least 1 (44100 are a second at 44.1 kHz). Default: the model's own.");

    private readonly Option<string> _folder = new("--out", "-o")
    {
        Description = "The folder to write to; it is created, and files of the same name are replaced.",
        HelpName = "FOLDER",
        DefaultValueFactory = _ => "sounds",
    };

    private readonly Option<SampleEncoding?> _depth = new("--depth")
    {
        Description = "How samples are stored: 16 (the default, but for noise) or 24 bits, or 32-bit float, which keeps what is above "
            + "full scale.",
        HelpName = "16|24|float",
        CustomParser = result => Choices.Parse(
            result, "depth", ("16", SampleEncoding.Pcm16), ("24", SampleEncoding.Pcm24), ("float", SampleEncoding.Float32)),
    };

    private readonly Option<string?> _format = new("--format")
    {
        Description = "The kind of the files: wav (the default) or flac, which is smaller and loses nothing.",
        HelpName = "wav|flac",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON document instead of lines, and no progress bar." };

    private readonly bool _hasFormat;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="hasFormat">Whether <c>--format</c> is among them, which a command may have in a form of its own.</param>
    public SoundOptions(bool hasFormat = true)
    {
        _hasFormat = hasFormat;
        _format.AcceptOnlyFromAmong("wav", "flac");
    }

    /// <summary>Gets the option of the model, for commands that check whether it is given.</summary>
    public Option Model => _model;

    public void AddTo(TadCommand command)
    {
        command.AddOptions(_model, _seed, _length);
        _sampling.AddTo(command);
        command.AddOptions(_folder, _depth);
        if (_hasFormat)
            command.AddOptions(_format);
        command.AddOptions(_weights, _weightsOnly, _configuration, _textEncoder, _json);
        _engine.AddTo(command);
    }

    public SoundSettings Read(ParseResult parsed)
    {
        var model = new ModelSettings(
            parsed.GetValue(_model), parsed.GetValue(_weights), parsed.GetValue(_configuration), parsed.GetValue(_weightsOnly))
        {
            TextEncoder = parsed.GetValue(_textEncoder),
        };
        return new SoundSettings
        {
            Model = model,
            Generation = _sampling.Read(parsed) with
            {
                Model = model.Name,
                Seed = parsed.GetValue(_seed),
                Length = parsed.GetValue(_length),
            },
            Folder = parsed.GetValue(_folder)!,
            Depth = parsed.GetValue(_depth),
            Format = _hasFormat ? parsed.GetValue(_format) : null,
            AsJson = parsed.GetValue(_json),
            Engine = _engine.Read(parsed),
        };
    }
}
