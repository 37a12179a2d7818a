using System.Numerics.Tensors;
using TinyAudioDiffusion.Training.Data;

namespace TinyAudioDiffusion.Training.Distillation;

/// <summary>The sounds of the teacher as data: what a distillation learns from, and what its state remembers of it.</summary>
internal sealed class TeacherSounds(Teacher teacher, PathCache cache, string hash, int count, float scale) : ITrainingData
{
    public int SampleRate => teacher.Info.SampleRate;

    public int Channels => teacher.Info.Channels;

    public int Samples => teacher.Info.NativeLength;

    public int Count => count;

    public IReadOnlyList<string> Labels => teacher.Info.Classes;

    /// <summary>Gets the teacher, from which all sounds follow.</summary>
    public IReadOnlyList<SoundIdentity> Sounds => [new(teacher.Info.Name, hash)];

    public int Read(int index, ulong visit, Span<float> destination)
    {
        ReadArguments.Check(this, index, destination.Length);
        var path = cache.Get([index], CancellationToken.None)[0];
        TensorPrimitives.ConvertToSingle(path.States.AsSpan(^destination.Length), destination);
        TensorPrimitives.Divide(destination, scale, destination);
        TensorPrimitives.Min(destination, 1f, destination);
        TensorPrimitives.Max(destination, -1f, destination);
        return path.Start.Class;
    }
}
