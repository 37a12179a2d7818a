using System.Diagnostics;
using System.Globalization;
using TinyAudioDiffusion.Engine.Managed;
using TinyAudioDiffusion.Models.Formats;
using TinyAudioDiffusion.Models.Formats.Onnx;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Noise;
using TinyAudioDiffusion.TorchSharp;

namespace TinyAudioDiffusion.Benchmarks.Peers;

/// <summary>
/// The published network with seeded weights, one clip, on our engine and on other runners in turns, so that whatever else the machine does
/// slows all of them alike. Their outputs must agree. libtorch is one of them where it loads. The argument is the number of threads; as
/// many as there are processors by default.
/// </summary>
internal static class PeerComparison
{
    private const int WarmUps = 3;
    private const int Rounds = 15;
    private const float Tolerance = 1e-3f;

    public static void Run(string[] arguments)
    {
        var threads = arguments is [var given, ..] ? int.Parse(given, CultureInfo.InvariantCulture) : Environment.ProcessorCount;
        var transforms = new Registry<ITransformFactory>("transform", [new RawTransform()]);
        var description = PublishedConfiguration.Model;
        using var opened = new OpenedModel(description, SeededInitialization.Of(description, transforms, seed: 1), []);
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.onnx");
        new OnnxExporter(transforms).Export(opened, path);
        try
        {
            var noisy = new float[description.Audio.Channels * description.Audio.Length];
            new NoiseStream(1).Fill(noisy, description.Audio.Channels, 0);
            float[] noiseLevel = [0.5f];
            var managed = new ManagedEngine(new ManagedEngineOptions { Threads = threads });
            using var ours = new EnginePeer($"TinyAudioDiffusion, {managed.Width}", managed, opened, transforms, noisy, noiseLevel);
            using var runtime = new OnnxRuntimePeer(path, threads, noisy, noiseLevel, description.Audio.Channels);
            var torch = OpenLibtorch(threads);
            using var libtorch = torch is null ? null : new EnginePeer(NameOf(torch), torch, opened, transforms, noisy, noiseLevel);
            Compare(libtorch is null ? [ours, runtime] : [ours, runtime, libtorch], noisy.Length, threads);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static TorchSharpEngine? OpenLibtorch(int threads)
    {
        try
        {
            return new TorchSharpEngine(new TorchSharpOptions { Threads = threads });
        }
        catch (EngineUnavailableException exception)
        {
            Console.Error.WriteLine($"Without libtorch: {exception.Message}");
            return null;
        }
    }

    // Vectors that oneDNN was told to leave alone make its row another one.
    private static string NameOf(TorchSharpEngine engine)
        => Environment.GetEnvironmentVariable("ONEDNN_MAX_CPU_ISA") is { } limit
            ? $"libtorch ({engine.Description}; ONEDNN_MAX_CPU_ISA={limit})"
            : $"libtorch ({engine.Description})";

    private static void Compare(IPeer[] peers, int length, int threads)
    {
        var outputs = peers.Select(_ => new float[length]).ToArray();
        var seconds = peers.Select(_ => new double[Rounds]).ToArray();
        for (var round = -WarmUps; round < Rounds; round++)
        {
            for (var peer = 0; peer < peers.Length; peer++)
            {
                var start = Stopwatch.GetTimestamp();
                peers[peer].Run(outputs[peer]);
                if (round >= 0)
                    seconds[peer][round] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            }
        }

        Console.WriteLine($"| {threads} threads | seconds a pass | least | medians, ours = 1 | least, ours = 1 | largest difference |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var times in seconds)
            Array.Sort(times);
        for (var peer = 0; peer < peers.Length; peer++)
        {
            var difference = outputs[0].Zip(outputs[peer], (ours, theirs) => Math.Abs(ours - theirs)).Max();
            if (!(difference <= Tolerance))
                throw new InvalidOperationException($"{peers[peer].Name} differs by {difference}.");
            var (median, least) = (seconds[peer][Rounds / 2], seconds[peer][0]);
            var (ourMedian, ourLeast) = (seconds[0][Rounds / 2], seconds[0][0]);
            Console.WriteLine(FormattableString.Invariant(
                $"| {peers[peer].Name} | {median:F3} | {least:F3} | {median / ourMedian:F2} | {least / ourLeast:F2} | {difference:E1} |"));
        }
    }
}
