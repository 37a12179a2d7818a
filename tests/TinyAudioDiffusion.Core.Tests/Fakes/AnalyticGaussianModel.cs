using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion.Tests.Fakes;

/// <summary>
/// The optimal velocity for data whose samples are independent and normal with a known mean and deviation. With the variance
/// V = a^2 d^2 + s^2 of x_t: E[clean | x] = m + (a d^2 / V) (x - a m) and E[noise | x] = (s / V) (x - a m).
/// Its probability flow carries the noise n at t = 1 to m + d n at t = 0.
/// </summary>
internal sealed class AnalyticGaussianModel(double mean, double deviation, int channels = 2, params string[] classes) : IDiffusionModel
{
    private int _calls;

    public int Calls => _calls;

    public bool IsDisposed { get; private set; }

    public Action? OnCall { get; init; }

    public DiffusionModelInfo Info { get; } = new()
    {
        Name = "analytic",
        SampleRate = 44100,
        Channels = channels,
        NativeLength = 256,
        LengthMultiple = 16,
        Classes = classes,
    };

    public void PredictVelocity(in VelocityRequest request, Span<float> velocity)
    {
        Interlocked.Increment(ref _calls);
        OnCall?.Invoke();
        var size = request.Noisy.Length / request.Batch;
        Assert.Equal(0, request.Samples % Info.LengthMultiple);
        Assert.Equal(Info.Channels * request.Samples, size);
        for (var item = 0; item < request.Batch; item++)
        {
            var (s, a) = Math.SinCos(Math.PI / 2 * request.NoiseLevels[item]);
            var variance = (a * a * deviation * deviation) + (s * s);
            var shift = request.Classes.IsEmpty ? mean : mean + (10 * request.Classes[item]);
            for (var i = item * size; i < (item + 1) * size; i++)
            {
                var difference = request.Noisy[i] - (a * shift);
                var clean = shift + (a * deviation * deviation / variance * difference);
                var noise = s / variance * difference;
                velocity[i] = (float)((a * noise) - (s * clean));
            }
        }
    }

    public void Dispose() => IsDisposed = true;
}
