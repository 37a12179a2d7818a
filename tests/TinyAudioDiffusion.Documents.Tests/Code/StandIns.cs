namespace TinyAudioDiffusion.Documents.Tests.Code;

/// <summary>Types that the documents leave to the reader, compiled beside the blocks.</summary>
internal static class StandIns
{
    public const string Text = """
        using NAudio.Wave;

        internal sealed class MyAsioBackend : IAudioBackend
        {
            public IReadOnlyList<AudioDevice> GetDevices() => [];
            public IWavePlayer Open(string? device) => throw new NotSupportedException();
        }

        internal sealed class SilentPlayer : IAudioPlayer
        {
            public float Volume { get; set; } = 1;
            public IReadOnlyList<AudioDevice> GetDevices() => [];
            public Task PlayAsync(AudioClip clip, CancellationToken cancellationToken = default) => Task.CompletedTask;
            public Task PlayAsync(ISampleProvider samples, CancellationToken cancellationToken = default) => Task.CompletedTask;
        }
        """;
}
