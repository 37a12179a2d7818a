using TinyAudioDiffusion.Engine.Managed.Simd;

namespace TinyAudioDiffusion.Engine.Managed.Threading;

/// <summary>An <see cref="IParallelJob"/> that is written once for all vector widths.</summary>
internal interface IVectorJob
{
    /// <inheritdoc cref="IParallelJob.Execute"/>
    void Execute<TSimd, TVector>(int part, Scratch scratch)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged;
}
