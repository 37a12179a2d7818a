using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion.Extensibility.Tests;

/// <summary>
/// A model on another engine: a decaying tone, whatever the noise. v = (alpha x - clean) / sigma, from x = alpha clean + sigma noise.
/// </summary>
internal sealed class StrangersModel(float frequency) : IDiffusionModel
{
    public DiffusionModelInfo Info { get; } = new()
    {
        Name = "tone",
        SampleRate = 48000,
        Channels = 1,
        NativeLength = 4800,
        LengthMultiple = 32,
    };

    public static float Tone(float frequency, int sample)
        => MathF.Exp(-sample / 1000f) * MathF.Sin(2 * MathF.PI * frequency * sample / 48000);

    public void PredictVelocity(in VelocityRequest request, Span<float> velocity)
    {
        for (var i = 0; i < request.Noisy.Length; i++)
        {
            var t = request.NoiseLevels[i / request.Samples];
            velocity[i] = ((VObjective.Alpha(t) * request.Noisy[i]) - Tone(frequency, i % request.Samples)) / VObjective.Sigma(t);
        }
    }

    public void Dispose()
    {
    }
}
