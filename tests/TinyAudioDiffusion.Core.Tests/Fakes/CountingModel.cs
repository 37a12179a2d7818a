using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion.Tests.Fakes;

/// <summary>
/// An autoregressive model whose sounds count: each split holds the number of the one before it plus 1. It reads the number of a window's
/// first split where that is clean, and counts from 0 where it is not.
/// </summary>
internal sealed class CountingModel(int splits = 4, int splitLength = 8, float noisy = 0) : IDiffusionModel
{
    public DiffusionModelInfo Info { get; } = new()
    {
        Name = "counting",
        SampleRate = 22050,
        Channels = 2,
        NativeLength = splits * splitLength,
        LengthMultiple = splitLength,
        Splits = splits,
    };

    /// <summary>Gets the noise levels of the splits of each call, of its first item.</summary>
    public List<float[]> Calls { get; } = [];

    public void PredictVelocity(in VelocityRequest request, Span<float> velocity)
    {
        var levels = request.SplitLevels.IsEmpty
            ? Enumerable.Repeat(request.NoiseLevels[0], splits).ToArray()
            : request.SplitLevels.ToArray();
        lock (Calls)
            Calls.Add(levels[..splits]);
        var (channels, samples) = (Info.Channels, request.Samples);
        for (var row = 0; row < request.Batch * channels; row++)
        {
            var own = request.Noisy.Slice(row * samples, samples);
            var first = levels[row / channels * splits % levels.Length] == 0 ? own[0] : 0;
            for (var i = 0; i < samples; i++)
            {
                var level = levels[(row / channels * splits % levels.Length) + (i * splits / samples)];
                var clean = first + (i * splits / samples) + (noisy * own[i]);
                velocity[(row * samples) + i] = level == 0 ? 0 : ((VObjective.Alpha(level) * own[i]) - clean) / VObjective.Sigma(level);
            }
        }
    }

    public void Dispose()
    {
    }
}
