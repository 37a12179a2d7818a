namespace TinyAudioDiffusion.NAudio.Playback;

/// <summary>The backend of the system that this process runs on.</summary>
internal static class SystemAudio
{
    public static IAudioBackend Choose() => OperatingSystem.IsWindows() ? new WasapiBackend() : new ProgramBackend();
}
