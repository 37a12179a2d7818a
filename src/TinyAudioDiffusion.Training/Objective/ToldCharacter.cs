using TinyAudioDiffusion.Noise;

namespace TinyAudioDiffusion.Training.Objective;

/// <summary>The way in which the network receives the character of a sound.</summary>
/// <param name="IsHidden">Whether the character is hidden from the network.</param>
/// <param name="Error">The standard deviation of the noise on each coordinate, so that the network does not take it for more exact than
/// what is drawn at generation.</param>
/// <param name="Noise">The noise.</param>
internal readonly record struct ToldCharacter(bool IsHidden, float Error, NoiseStream Noise);
