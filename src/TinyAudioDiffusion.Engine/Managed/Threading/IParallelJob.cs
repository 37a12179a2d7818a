namespace TinyAudioDiffusion.Engine.Managed.Threading;

/// <summary>Work that falls into parts which do not touch each other's results. A plain struct of pointers and numbers.</summary>
internal interface IParallelJob
{
    /// <summary>Does one part. Which thread does it must not matter to the result.</summary>
    /// <param name="part">The part, from 0.</param>
    /// <param name="scratch">Memory of the thread that calls.</param>
    void Execute(int part, Scratch scratch);
}
