using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Differentiation;
using TinyAudioDiffusion.Engine.Tests.Conformance;

namespace TinyAudioDiffusion.TorchSharp.Tests.Conformance;

public sealed class TorchSharpConformanceTests : EngineConformance
{
    protected override TensorEngine CreateEngine() => new TorchSharpEngine();
}

public sealed class TorchSharpGradientTests : GradientConformance
{
    protected override TensorEngine CreateEngine() => new TorchSharpEngine();

    private protected override IGradientOperations? Backward(TensorEngine engine) => new TapeGradients(engine);
}

public sealed class TorchSharpTapeTests : TapeConformance
{
    protected override TensorEngine CreateEngine() => new TorchSharpEngine();
}
