using System.Runtime.Intrinsics;
using TinyAudioDiffusion.Engine.Managed;

namespace TinyAudioDiffusion.Engine.Tests.Managed;

/// <summary>
/// The vector instructions of this process. eng/test-simd-matrix.sh turns instruction sets off and relies on these tests to notice when
/// that has no effect.
/// </summary>
public sealed class InstructionSetTests(ITestOutputHelper output)
{
    /// <summary>
    /// Names the environment variable with the widest vector, in bits, that the process may accelerate: 512, 256, 128 or 0. If it is not
    /// set, any is allowed.
    /// </summary>
    private const string Limit = "TAD_WIDEST_VECTOR";

    private static readonly int _widest = Vector512.IsHardwareAccelerated ? 512
        : Vector256.IsHardwareAccelerated ? 256
        : Vector128.IsHardwareAccelerated ? 128 : 0;

    [Fact]
    public void Process_AcceleratesNoMoreThanItIsAllowedTo()
    {
        output.WriteLine($"widest accelerated vector: {_widest} bits");
        var limit = Environment.GetEnvironmentVariable(Limit) ?? "512";
        Assert.True(
            _widest <= int.Parse(limit),
            $"{Limit} is {limit}, but vectors of {_widest} bits are accelerated: the runtime's switch has no effect.");
    }

    [Fact]
    public void Engine_TakesTheWidestThatIsAccelerated()
    {
        using var engine = new ManagedEngine(new ManagedEngineOptions { Threads = 1 });
        Assert.Equal(_widest switch { 512 => SimdWidth.Vector512, 256 => SimdWidth.Vector256, _ => SimdWidth.Vector128 }, engine.Width);
    }
}
