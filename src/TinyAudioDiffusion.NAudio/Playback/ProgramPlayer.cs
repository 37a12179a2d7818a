using System.Diagnostics;
using System.Runtime.InteropServices;
using NAudio.Wave;

namespace TinyAudioDiffusion.NAudio.Playback;

/// <summary>Plays one sound through a child process, which gets the samples through its standard input or as a WAV file.</summary>
internal sealed class ProgramPlayer(string? device, Func<bool, (PlayerProgram Program, string Path)?> find) : IWavePlayer
{
    private const int FramesPerBlock = 1024;
    private static readonly TimeSpan _longestFile = TimeSpan.FromMinutes(10);

    private ISampleProvider? _source;
    private Process? _process;
    private Task? _playing;
    private volatile bool _stopped;

    public event EventHandler<StoppedEventArgs>? PlaybackStopped;

    /// <summary>Gets or sets nothing: the volume is applied to the samples before they come here.</summary>
    public float Volume { get; set; } = 1f;

    public PlaybackState PlaybackState { get; private set; }

    public WaveFormat OutputWaveFormat => (_source ?? throw new InvalidOperationException("The player was not initialized.")).WaveFormat;

    public void Init(IWaveProvider waveProvider) => _source = waveProvider.ToSampleProvider();

    public void Play()
    {
        var source = _source ?? throw new InvalidOperationException("The player was not initialized.");
        PlaybackState = PlaybackState.Playing;
        _playing = Task.Run(() => RunAsync(source));
    }

    public void Pause() => throw new NotSupportedException("A player program cannot pause.");

    public void Stop()
    {
        _stopped = true;
        try
        {
            _process?.Kill();
        }
        catch (InvalidOperationException)
        {
            // The process has ended by itself.
        }

        _playing?.Wait();
    }

    public void Dispose()
    {
        Stop();
        _process?.Dispose();
    }

    private async Task RunAsync(ISampleProvider source)
    {
        var failure = default(Exception);
        try
        {
            if (find(true) is { } streaming)
                await StreamAsync(source, streaming.Program, streaming.Path).ConfigureAwait(false);
            else
                await PlayFileAsync(source).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        PlaybackState = PlaybackState.Stopped;
        PlaybackStopped?.Invoke(this, new StoppedEventArgs(_stopped ? null : failure));
    }

    private async Task StreamAsync(ISampleProvider source, PlayerProgram program, string path)
    {
        using var process = Start(program, path, file: "");
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            var block = new float[FramesPerBlock * source.WaveFormat.Channels];
            var bytes = new byte[block.Length * sizeof(float)];
            for (int count; !_stopped && (count = source.Read(block)) > 0;)
            {
                MemoryMarshal.AsBytes(block.AsSpan(0, count)).CopyTo(bytes);
                await process.StandardInput.BaseStream.WriteAsync(bytes.AsMemory(0, count * sizeof(float))).ConfigureAwait(false);
            }

            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program ended before the sound did; its exit code and its last words say why.
        }

        await RequireSuccessAsync(process, program, errors).ConfigureAwait(false);
    }

    private async Task PlayFileAsync(ISampleProvider source)
    {
        var (program, path) = find(false) ?? throw new InvalidOperationException("the program that plays sound is gone");
        var clip = source.ToAudioClip(_longestFile);
        var file = Path.Combine(Path.GetTempPath(), $"tinyaudiodiffusion-{Guid.NewGuid():N}.wav");
        try
        {
            clip.Save(file, SampleEncoding.Float32);
            using var process = Start(program, path, file);
            process.StandardInput.Close();
            await RequireSuccessAsync(process, program, process.StandardError.ReadToEndAsync()).ConfigureAwait(false);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private Process Start(PlayerProgram program, string path, string file)
    {
        var start = new ProcessStartInfo(path, program.Arguments(device, OutputWaveFormat.SampleRate, OutputWaveFormat.Channels, file))
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{program.Name} does not start");
        if (_stopped)
            _process.Kill();
        return _process;
    }

    private async Task RequireSuccessAsync(Process process, PlayerProgram program, Task<string> errors)
    {
        await process.WaitForExitAsync().ConfigureAwait(false);
        var said = await errors.ConfigureAwait(false);
        if (process.ExitCode != 0 && !_stopped)
        {
            var words = said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault()
                ?? "it did not say why";
            throw new InvalidOperationException($"{program.Name} ended with exit code {process.ExitCode}: {words}");
        }
    }
}
