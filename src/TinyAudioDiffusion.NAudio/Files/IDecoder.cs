using NAudio.Wave;

namespace TinyAudioDiffusion.NAudio.Files;

/// <summary>A sound file that is being decoded, as samples.</summary>
internal interface IDecoder : ISampleProvider, IDisposable
{
    /// <summary>Gets the number of samples of each channel that the file claims to have; 0 where it makes no claim.</summary>
    long Frames { get; }
}
