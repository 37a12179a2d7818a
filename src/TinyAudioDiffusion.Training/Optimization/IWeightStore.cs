namespace TinyAudioDiffusion.Training.Optimization;

/// <summary>Where the weights are that a training changes. One parameter at a time is in the host's memory.</summary>
internal interface IWeightStore
{
    /// <summary>Copies the weights of a parameter out, row major.</summary>
    void Read(int parameter, Span<float> destination);

    /// <summary>Gives a parameter other weights, row major.</summary>
    void Update(int parameter, ReadOnlySpan<float> values);
}
