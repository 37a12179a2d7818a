using TinyAudioDiffusion.Cli.Engines;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.TorchSharp;

namespace TinyAudioDiffusion.Cli.TorchSharp;

/// <summary>The TorchSharp engine as the commands choose it.</summary>
internal sealed class TorchSharpEngineProvider : IEngineProvider
{
    public string Name => EngineNames.TorchSharp;

    public TensorEngine Create(EngineChoice choice) => new TorchSharpEngine(new TorchSharpOptions
    {
        Device = choice.Device ?? "cpu",
        Threads = choice.Threads ?? 0,
        Precision = choice.Precision switch
        {
            "tf32" => TorchSharpPrecision.Tf32,
            "bf16" => TorchSharpPrecision.BFloat16,
            "half" => TorchSharpPrecision.Half,
            _ => TorchSharpPrecision.Float32,
        },
    });

    public EngineReport Examine()
    {
        var report = TorchSharpReport.Examine();
        return new(Name, $"TorchSharp {TorchSharpReport.Version}", report.Devices, report.Problem);
    }
}
