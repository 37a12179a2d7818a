using TinyAudioDiffusion.Noise;

namespace TinyAudioDiffusion.Training.Objective;

/// <summary>One sound of a pass.</summary>
/// <param name="Sound">Its index in the data.</param>
/// <param name="Visit">Which of its variations.</param>
/// <param name="NoiseLevel">The noise level t in [0, 1].</param>
/// <param name="Noise">Its noise.</param>
/// <param name="HidesClass">Whether the network is not told its class.</param>
/// <param name="Character">How the network is told its character.</param>
internal readonly record struct NoisyItem(int Sound, ulong Visit, float NoiseLevel, NoiseStream Noise, bool HidesClass, ToldCharacter Character = default);
