namespace TinyAudioDiffusion.Training.Data;

/// <summary>Some of the sounds of a source.</summary>
internal sealed class SelectedData(ITrainingData source, IReadOnlyList<int> indices) : ITrainingData
{
    public int SampleRate => source.SampleRate;

    public int Channels => source.Channels;

    public int Samples => source.Samples;

    public int Count => indices.Count;

    public IReadOnlyList<string> Labels => source.Labels;

    public IReadOnlyList<SoundIdentity> Sounds => source.Sounds is { Count: > 0 } sounds ? [.. indices.Select(index => sounds[index])] : [];

    public int Read(int index, ulong visit, Span<float> destination)
    {
        ReadArguments.Check(this, index, destination.Length);
        return source.Read(indices[index], visit, destination);
    }

    public string? Caption(int index, ulong visit) => source.Caption(indices[index], visit);
}
