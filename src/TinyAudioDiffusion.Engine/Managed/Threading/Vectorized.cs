using TinyAudioDiffusion.Engine.Managed.Simd;

namespace TinyAudioDiffusion.Engine.Managed.Threading;

/// <summary>A vector job with a chosen vector width.</summary>
internal readonly struct Vectorized<TJob, TSimd, TVector>(TJob job) : IParallelJob
    where TJob : unmanaged, IVectorJob
    where TSimd : struct, ISimd<TVector>
    where TVector : unmanaged
{
    private readonly TJob _job = job;

    public void Execute(int part, Scratch scratch) => _job.Execute<TSimd, TVector>(part, scratch);
}
