using TinyAudioDiffusion.Engine.Managed;
using TinyAudioDiffusion.Engine.Tests.Conformance;

namespace TinyAudioDiffusion.Engine.Tests.Managed;

public sealed class Vector512GradientTests : GradientConformance
{
    protected override TensorEngine CreateEngine()
        => new ManagedEngine(new ManagedEngineOptions { Width = SimdWidth.Vector512, Threads = 2 });
}

public sealed class Vector256GradientTests : GradientConformance
{
    protected override TensorEngine CreateEngine()
        => new ManagedEngine(new ManagedEngineOptions { Width = SimdWidth.Vector256, Threads = 1 });
}

public sealed class Vector128GradientTests : GradientConformance
{
    protected override TensorEngine CreateEngine()
        => new ManagedEngine(new ManagedEngineOptions { Width = SimdWidth.Vector128, Threads = 3 });
}

public sealed class Vector512RecordingTests : RecordingConformance
{
    protected override TensorEngine CreateEngine()
        => new ManagedEngine(new ManagedEngineOptions { Width = SimdWidth.Vector512, Threads = 2 });
}

public sealed class Vector256RecordingTests : RecordingConformance
{
    protected override TensorEngine CreateEngine()
        => new ManagedEngine(new ManagedEngineOptions { Width = SimdWidth.Vector256, Threads = 1 });
}

public sealed class Vector128RecordingTests : RecordingConformance
{
    protected override TensorEngine CreateEngine()
        => new ManagedEngine(new ManagedEngineOptions { Width = SimdWidth.Vector128, Threads = 3 });
}

public sealed class ManagedTapeTests : TapeConformance
{
    protected override TensorEngine CreateEngine() => new ManagedEngine(new ManagedEngineOptions { Threads = 2 });
}
