using System.CommandLine;
using TinyAudioDiffusion.Cli.CommandLine;

namespace TinyAudioDiffusion.Cli.Engines;

/// <summary>The options of the commands that compute: which engine, and how it uses the machine.</summary>
internal sealed class EngineOptions
{
    private readonly Option<int?> _threads = Threads();

    private readonly Option<string?> _engine = new("--engine")
    {
        Description = "What computes: managed (the default, in every build) or torchsharp (libtorch). \"tad doctor\" shows which ones work here.",
        HelpName = "managed|torchsharp",
    };

    private readonly Option<string?> _device = new("--device")
    {
        Description = "Where the TorchSharp engine computes: cpu (the default), cuda, cuda:N or mps.",
        HelpName = "DEVICE",
    };

    private readonly Option<string?> _precision = new("--precision")
    {
        Description = "In which number format the TorchSharp engine multiplies: float32 (the default), tf32, bf16 or half.",
        HelpName = "float32|tf32|bf16|half",
    };

    public EngineOptions()
    {
        _engine.AcceptOnlyFromAmong(EngineNames.Managed, EngineNames.TorchSharp);
        _precision.AcceptOnlyFromAmong("float32", "tf32", "bf16", "half");
    }

    /// <summary>Makes the option of the number of threads, which commands without a choice of engine take alone.</summary>
    public static Option<int?> Threads() => Numbers.Optional("--threads", [], 1, 1024).Described(
        "N", "How many threads compute, 1 to 1024; the sound does not depend on it. Default: as many as there are processors.");

    public void AddTo(TadCommand command) => command.AddOptions(_threads, _engine, _device, _precision);

    public EngineChoice Read(ParseResult parsed)
        => new(parsed.GetValue(_engine), parsed.GetValue(_threads), parsed.GetValue(_device), parsed.GetValue(_precision));
}
