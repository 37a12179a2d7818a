namespace TinyAudioDiffusion.Training.Data;

/// <summary>Checks the arguments of <see cref="ITrainingData.Read"/>.</summary>
internal static class ReadArguments
{
    public static void Check(ITrainingData data, int index, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, data.Count);
        if (length != data.Channels * data.Samples)
            throw new ArgumentException(
                $"A sound has {data.Channels} channels of {data.Samples} samples; room for {length} values was given.", "destination");
    }
}
