namespace TinyAudioDiffusion.Training.Data;

/// <summary>The mean of the channels of other data, for a model of one channel.</summary>
/// <param name="data">The other data.</param>
internal sealed class OneChannelData(ITrainingData data) : ITrainingData
{
    public int SampleRate => data.SampleRate;

    public int Channels => 1;

    public int Samples => data.Samples;

    public int Count => data.Count;

    public IReadOnlyList<string> Labels => data.Labels;

    public IReadOnlyList<SoundIdentity> Sounds => data.Sounds;

    public int Read(int index, ulong visit, Span<float> destination)
    {
        ReadArguments.Check(this, index, destination.Length);
        var all = new float[data.Channels * data.Samples];
        var label = data.Read(index, visit, all);
        for (var i = 0; i < destination.Length; i++)
        {
            var sum = 0f;
            for (var channel = 0; channel < data.Channels; channel++)
                sum += all[(channel * data.Samples) + i];
            destination[i] = sum / data.Channels;
        }

        return label;
    }

    public string? Caption(int index, ulong visit) => data.Caption(index, visit);
}
