namespace TinyAudioDiffusion.Kits;

/// <summary>A sound of a kit that is laid out.</summary>
/// <param name="Path">Its file below the kit's folder, with forward slashes.</param>
/// <param name="Clip">The sound at its level in the kit.</param>
/// <param name="Content">The bytes of the file.</param>
/// <param name="Gain">What the kit adds to the level of the sound as it was made, in decibels.</param>
/// <param name="Sound">The sound as it was made, with its layer and its turn.</param>
/// <param name="LowVelocity">The lowest MIDI velocity that plays it, from 1.</param>
/// <param name="HighVelocity">The highest MIDI velocity that plays it, up to 127.</param>
/// <param name="Turns">How many sounds of its layer take turns.</param>
public sealed record KitSample(
    string Path, AudioClip Clip, ReadOnlyMemory<byte> Content, double Gain, KitSound Sound, int LowVelocity, int HighVelocity, int Turns);
