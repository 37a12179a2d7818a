using System.CommandLine;
using TinyAudioDiffusion.Cli.Services;

namespace TinyAudioDiffusion.Cli.Engines;

/// <summary>The options of the commands that compute: which engine, and how it uses the machine.</summary>
internal sealed class EngineOptions
{
    private readonly Option<int?> _threads = ModelOptions.Threads();

    private readonly Option<string?> _engine = new("--engine")
    {
        Description = "What computes: managed (the default, in every build) or torchsharp (libtorch). \"tad doctor\" tells which work here.",
        HelpName = "managed|torchsharp",
    };

    private readonly Option<string?> _device = new("--device")
    {
        Description = "Where the TorchSharp engine computes: cpu (the default), cuda, cuda:N or mps.",
        HelpName = "DEVICE",
    };

    private readonly Option<string?> _precision = new("--precision")
    {
        Description = "What the TorchSharp engine computes products in: float32 (the default), tf32, bf16 or half.",
        HelpName = "float32|tf32|bf16|half",
    };

    public EngineOptions()
    {
        _engine.AcceptOnlyFromAmong(EngineNames.Managed, EngineNames.TorchSharp);
        _precision.AcceptOnlyFromAmong("float32", "tf32", "bf16", "half");
    }

    public void AddTo(Command command)
    {
        foreach (var option in (ReadOnlySpan<Option>)[_threads, _engine, _device, _precision])
            command.Options.Add(option);
    }

    public EngineChoice Of(ParseResult parsed)
        => new(parsed.GetValue(_engine), parsed.GetValue(_threads), parsed.GetValue(_device), parsed.GetValue(_precision));
}
