using System.Numerics.Tensors;

namespace TinyAudioDiffusion.Training.Distillation;

/// <summary>Some paths side by side, with room for what the student makes of them.</summary>
internal sealed class PathBatch
{
    private readonly StudentGrid _grid;
    private readonly int _itemSize;
    private readonly int _channels;

    /// <summary>Puts paths side by side, and the student at their starts.</summary>
    public PathBatch(Teacher teacher, StudentGrid grid, TeacherPath[] paths)
    {
        (_grid, _itemSize, _channels, Paths) = (grid, teacher.ItemSize, teacher.Info.Channels, paths);
        Samples = teacher.Info.NativeLength;
        Classes = teacher.Info.Classes.Count > 0 ? [.. paths.Select(path => path.Start.Class)] : [];
        Characters = [.. paths.SelectMany(path => teacher.CharacterOf(path.Start))];
        Levels = new float[paths.Length];
        State = new float[paths.Length * _itemSize];
        Velocity = new float[State.Length];
        Next = new float[State.Length];
        Target = new float[State.Length];
        for (var item = 0; item < paths.Length; item++)
            _grid.Start(paths[item].Start.Noise, _channels, Of(State, item));
    }

    public IReadOnlyList<TeacherPath> Paths { get; }

    public int Size => Paths.Count;

    public int Samples { get; }

    public int Channels => _channels;

    /// <summary>Gets the class of each path; empty for a model without.</summary>
    public int[] Classes { get; }

    /// <summary>Gets the characters, [size, coordinates]; empty for a model that takes none.</summary>
    public float[] Characters { get; }

    /// <summary>Gets the noise level of each state.</summary>
    public float[] Levels { get; }

    /// <summary>Gets the states that the network is asked about, [size, channels, samples].</summary>
    public float[] State { get; private set; }

    /// <summary>Gets room for its velocities, and then for the derivative by them.</summary>
    public float[] Velocity { get; }

    /// <summary>Gets the states after the step.</summary>
    public float[] Next { get; private set; }

    /// <summary>Gets the teacher's states after the step.</summary>
    public float[] Target { get; }

    public Span<float> Of(float[] values, int item) => values.AsSpan(item * _itemSize, _itemSize);

    /// <summary>Sets levels and targets of a call.</summary>
    public void Begin(int call)
    {
        Levels.AsSpan().Fill(_grid.Levels[call]);
        for (var item = 0; item < Size; item++)
            ReadState(item, call, Of(Target, item));
    }

    /// <summary>Takes the student's step, by the velocities of the network.</summary>
    public void Step(int call) => _grid.Step(call, State, Velocity, Next);

    /// <summary>Goes on from where the step has led.</summary>
    public void End() => (State, Next) = (Next, State);

    /// <summary>Reads a state of the teacher, after a call of the student.</summary>
    public void ReadState(int item, int call, Span<float> destination)
        => TensorPrimitives.ConvertToSingle(
            Paths[item].States.AsSpan(call * _itemSize, _itemSize), destination);
}
