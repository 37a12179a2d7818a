using System.Runtime.Intrinsics;
using TinyAudioDiffusion.Engine.Differentiation;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Managed.Threading;

namespace TinyAudioDiffusion.Engine.Managed;

/// <summary>
/// The engine that needs only .NET. It computes in float32 with the vector instructions of the processor, on a few threads of its own and
/// in pooled memory. In steady state a pass allocates nothing. Results are the same bits for every number of threads, every batch and every
/// vector width.
/// </summary>
public sealed partial class ManagedEngine : TensorEngine, IGradientOperations
{
    private readonly TensorPool _tensors;
    private readonly WorkerPool _workers;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="options">Threads, vector width and memory; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The number of threads is negative or above 1024, or the idle memory is negative.
    /// </exception>
    public ManagedEngine(ManagedEngineOptions? options = null)
    {
        options ??= new ManagedEngineOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(options.Threads);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Threads, 1024);
        ArgumentOutOfRangeException.ThrowIfNegative(options.IdleMemory);

        Width = options.Width == SimdWidth.Widest ? WidestAccelerated() : options.Width;
        Threads = options.Threads == 0 ? Environment.ProcessorCount : options.Threads;
        _tensors = new TensorPool(options.IdleMemory / sizeof(float));
        _workers = new WorkerPool(Threads);
    }

    /// <summary>Gets the number of threads, the calling one included.</summary>
    public int Threads { get; }

    /// <summary>Gets the vector width.</summary>
    public SimdWidth Width { get; }

    /// <inheritdoc/>
    public override string Description => $"managed, {Width}, {Threads} {(Threads == 1 ? "thread" : "threads")}";

    /// <inheritdoc/>
    protected override GradientTape CreateTapeCore(bool gradientCheckpointing) => new RecordingTape(this, this, gradientCheckpointing);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        _workers.Dispose();
        _tensors.Clear();
    }

    private static SimdWidth WidestAccelerated()
    {
        if (Vector512.IsHardwareAccelerated)
            return SimdWidth.Vector512;
        return Vector256.IsHardwareAccelerated ? SimdWidth.Vector256 : SimdWidth.Vector128;
    }

    private void Run<TJob>(TJob job, int parts)
        where TJob : unmanaged, IVectorJob
    {
        switch (Width)
        {
            case SimdWidth.Vector512:
                _workers.Run(new Vectorized<TJob, Simd512, Vector512<float>>(job), parts);
                break;
            case SimdWidth.Vector256:
                _workers.Run(new Vectorized<TJob, Simd256, Vector256<float>>(job), parts);
                break;
            default:
                _workers.Run(new Vectorized<TJob, Simd128, Vector128<float>>(job), parts);
                break;
        }
    }
}
