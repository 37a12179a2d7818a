namespace TinyAudioDiffusion.Engine.Weights;

/// <summary>
/// A weight in training, with the numbers that a step reads and changes beside it. All but the weight itself are plain values
/// (<see cref="WeightUse.Values"/>) of its shape; all belong to one engine.
/// </summary>
/// <param name="Weight">The weight.</param>
/// <param name="Gradient">The derivative of the loss by the weight.</param>
/// <param name="Average">The moving average of the weight.</param>
/// <param name="Mean">The mean gradient.</param>
/// <param name="MeanSquare">The mean squared gradient.</param>
public sealed record LearningWeight(Weight Weight, Weight Gradient, Weight Average, Weight Mean, Weight MeanSquare);
