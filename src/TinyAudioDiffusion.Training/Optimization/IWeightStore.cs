namespace TinyAudioDiffusion.Training.Optimization;

/// <summary>Holds the weights that a training changes, and copies one parameter at a time to and from host memory.</summary>
internal interface IWeightStore
{
    /// <summary>Copies the weights of a parameter out, row major.</summary>
    void Read(int parameter, Span<float> destination);

    /// <summary>Gives a parameter other weights, row major.</summary>
    void Update(int parameter, ReadOnlySpan<float> values);
}
