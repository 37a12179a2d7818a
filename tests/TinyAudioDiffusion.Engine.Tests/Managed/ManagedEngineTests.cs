using TinyAudioDiffusion.Engine.Managed;
using TinyAudioDiffusion.Engine.Tests.Conformance;

namespace TinyAudioDiffusion.Engine.Tests.Managed;

public sealed class Vector512ConformanceTests : EngineConformance
{
    protected override TensorEngine CreateEngine()
        => new ManagedEngine(new ManagedEngineOptions { Width = SimdWidth.Vector512, Threads = 2 });
}

public sealed class Vector256ConformanceTests : EngineConformance
{
    protected override TensorEngine CreateEngine()
        => new ManagedEngine(new ManagedEngineOptions { Width = SimdWidth.Vector256, Threads = 1 });
}

public sealed class Vector128ConformanceTests : EngineConformance
{
    protected override TensorEngine CreateEngine()
        => new ManagedEngine(new ManagedEngineOptions { Width = SimdWidth.Vector128, Threads = 3 });
}
