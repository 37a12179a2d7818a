namespace TinyAudioDiffusion.Engine.Managed.Threading;

/// <summary>Work in parts that do not touch each other's results. An implementation is a plain struct of pointers and numbers.</summary>
internal interface IParallelJob
{
    /// <summary>Does one part. The result must not depend on the thread that does it.</summary>
    /// <param name="part">The part, from 0.</param>
    /// <param name="scratch">Memory of the calling thread.</param>
    void Execute(int part, Scratch scratch);
}
