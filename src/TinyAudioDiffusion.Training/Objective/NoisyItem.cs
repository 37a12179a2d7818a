using TinyAudioDiffusion.Noise;

namespace TinyAudioDiffusion.Training.Objective;

/// <summary>One sound of a pass.</summary>
/// <param name="Sound">Its index in the data.</param>
/// <param name="Visit">Which of its variations.</param>
/// <param name="NoiseLevel">The noise level t in [0, 1].</param>
/// <param name="Noise">Its noise.</param>
/// <param name="HidesClass">Whether its class is hidden from the network.</param>
/// <param name="Character">Its character, and whether parts of it are hidden from the network.</param>
internal readonly record struct NoisyItem(
    int Sound, ulong Visit, float NoiseLevel, NoiseStream Noise, bool HidesClass, ToldCharacter Character = default)
{
    /// <summary>Gets whether its caption is hidden from the network.</summary>
    public bool HidesCaption { get; init; }

    /// <summary>Gets the noise level of each split; empty where one holds for the whole sound.</summary>
    public float[] SplitLevels { get; init; } = [];
}
