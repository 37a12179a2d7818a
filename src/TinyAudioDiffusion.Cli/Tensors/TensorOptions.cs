using System.CommandLine;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Engines;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Tensors;

/// <summary>The options that both tensor commands have: the model, the two files, the engine.</summary>
/// <param name="reads">What the input file holds.</param>
/// <param name="writes">The name of the tensor that is written.</param>
internal sealed class TensorOptions(string reads, string writes)
{
    private readonly Option<string?> _model = ModelOptions.Model(required: true);

    private readonly Option<string> _input = new("--input", "-i")
    {
        Description = $"A safetensors file with {reads}",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = $"The safetensors file to write {writes} to.",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<WeightSet?> _weights = ModelOptions.Weights();
    private readonly Option<string?> _configuration = ModelOptions.Configuration();
    private readonly EngineOptions _engine = new();

    public void AddTo(TadCommand command)
    {
        command.AddOptions(_model, _input, _output, _weights, _configuration);
        _engine.AddTo(command);
    }

    public TensorSettings Read(ParseResult parsed) => new(
        new ModelSettings(parsed.GetRequiredValue(_model), parsed.GetValue(_weights), parsed.GetValue(_configuration)),
        parsed.GetRequiredValue(_input), parsed.GetRequiredValue(_output), _engine.Read(parsed));
}
