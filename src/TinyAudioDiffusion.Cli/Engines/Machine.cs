using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using TinyAudioDiffusion.Engine.Managed;

namespace TinyAudioDiffusion.Cli.Engines;

/// <summary>The machine and its system, in their own words.</summary>
internal static class Machine
{
    private const string LinuxProcessors = "/proc/cpuinfo";

    /// <summary>Gets the processor's name; null where the system does not say.</summary>
    public static string? Processor()
        => File.Exists(LinuxProcessors)
            ? File.ReadLines(LinuxProcessors)
                .Where(line => line.StartsWith("model name", StringComparison.Ordinal))
                .Select(line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim())
                .FirstOrDefault()
            : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");

    public static string Runtime() => RuntimeInformation.FrameworkDescription;

    public static string OperatingSystem() => $"{RuntimeInformation.OSDescription} {RuntimeInformation.ProcessArchitecture}";

    /// <summary>Names the instructions behind a vector width.</summary>
    public static string InstructionSet(SimdWidth width) => width switch
    {
        SimdWidth.Vector512 when Avx512F.IsSupported => "AVX-512",
        SimdWidth.Vector256 when Avx2.IsSupported => "AVX2",
        SimdWidth.Vector128 when AdvSimd.IsSupported => "AdvSimd",
        SimdWidth.Vector128 when Sse41.IsSupported => "SSE4.1",
        SimdWidth.Vector128 when Vector128.IsHardwareAccelerated => "128 bits",
        _ => "none",
    };
}
