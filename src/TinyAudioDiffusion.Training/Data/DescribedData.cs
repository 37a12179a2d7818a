namespace TinyAudioDiffusion.Training.Data;

/// <summary>Another source with captions made from its sounds, as they are after all variation.</summary>
/// <param name="source">The sounds.</param>
/// <param name="words">Finds the words.</param>
internal sealed class DescribedData(ITrainingData source, CaptionWords words) : ITrainingData
{
    public int SampleRate => source.SampleRate;

    public int Channels => source.Channels;

    public int Samples => source.Samples;

    public int Count => source.Count;

    public IReadOnlyList<string> Labels => source.Labels;

    public IReadOnlyList<SoundIdentity> Sounds => source.Sounds;

    public int Read(int index, ulong visit, Span<float> destination) => source.Read(index, visit, destination);

    public string Caption(int index, ulong visit) => words.Describe(source, index, visit);
}
