using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Managed;
using TinyAudioDiffusion.Engine.Scalar;

namespace TinyAudioDiffusion.Models.Tests.Networks;

public sealed class ManagedGradientGoldenTests : GradientGolden
{
    protected override TensorEngine CreateEngine() => new ManagedEngine();
}

public sealed class ScalarGradientGoldenTests : GradientGolden
{
    protected override TensorEngine CreateEngine() => new ScalarEngine();
}
