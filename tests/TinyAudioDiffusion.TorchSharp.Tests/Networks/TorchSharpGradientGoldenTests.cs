using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Tests.Networks;

namespace TinyAudioDiffusion.TorchSharp.Tests.Networks;

public sealed class TorchSharpGradientGoldenTests : GradientGolden
{
    protected override TensorEngine CreateEngine() => new TorchSharpEngine();
}
