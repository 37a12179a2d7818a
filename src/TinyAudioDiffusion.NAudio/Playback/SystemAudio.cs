namespace TinyAudioDiffusion.NAudio.Playback;

/// <summary>Chooses the backend of the system that this process runs on.</summary>
internal static class SystemAudio
{
    public static IAudioBackend Choose()
    {
        if (OperatingSystem.IsWindows())
            return new WasapiBackend();
        return OperatingSystem.IsLinux() ? new AlsaBackend() : new NoBackend();
    }
}
