namespace TinyAudioDiffusion.NAudio;

/// <summary>A device that plays sound.</summary>
/// <param name="Id">What the system calls it; what <see cref="AudioPlayerOptions.Device"/> takes.</param>
/// <param name="Name">What people call it.</param>
/// <param name="IsDefault">Whether sounds go there unless somebody says otherwise.</param>
public sealed record AudioDevice(string Id, string Name, bool IsDefault);
