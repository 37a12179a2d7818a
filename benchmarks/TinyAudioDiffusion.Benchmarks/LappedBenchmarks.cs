using BenchmarkDotNet.Attributes;
using TinyAudioDiffusion.Benchmarks.Configuration;
using TinyAudioDiffusion.Engine;

namespace TinyAudioDiffusion.Benchmarks;

/// <summary>The lapped transform of a refiner with 256 bands, on the noisy waveform and the velocity of a stereo sound.</summary>
public class LappedBenchmarks : EngineBenchmark
{
    private const int Bands = 256;

    private Tensor _waveforms = null!;
    private Tensor _spectra = null!;
    private Weight _encoder = null!;
    private Weight _decoder = null!;

    /// <summary>Rows of one channel each: 4 go in, 2 come out.</summary>
    public sealed record Rows(int Count) : IWork
    {
        public double FloatingPointOperations => 2.0 * Count * (32768 / Bands) * 2 * Bands * 2 * Bands;

        public override string ToString() => $"{Count} x 32768, window {2 * Bands}";
    }

    public static IEnumerable<Rows> Shapes => [new(2), new(4)];

    [ParamsSource(nameof(Shapes))]
    public Rows Shape { get; set; } = null!;

    [Benchmark]
    public void Encode() => Engine.Encode(_waveforms, _encoder, Bands, Bands / 2).Dispose();

    [Benchmark]
    public void Decode() => Engine.Decode(_spectra, _decoder, Bands, Bands / 2).Dispose();

    protected override void CreateOperands()
    {
        _waveforms = Tensor(Shape.Count, 1, 32768);
        _spectra = Tensor(Shape.Count, 2 * Bands, 32768 / Bands);
        _encoder = Convolution(2 * Bands, 1, taps: 2 * Bands).Kernel;
        _decoder = Convolution(2 * Bands, 1, taps: 2 * Bands, WeightUse.TransposedConvolution).Kernel;
    }
}
