namespace TinyAudioDiffusion.Training.Data;

/// <summary>A source and its part in a mixture.</summary>
/// <param name="Data">The source.</param>
/// <param name="Weight">Its weight, above 0: twice the weight is twice as many sounds of an epoch.</param>
public sealed record WeightedData(ITrainingData Data, double Weight);
