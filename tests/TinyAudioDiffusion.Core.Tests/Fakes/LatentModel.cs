using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion.Tests.Fakes;

/// <summary>
/// An autoencoder whose latent is the mean of 8 samples, for each channel, and whose sounds are their latents held, with some of the noise
/// that they start from.
/// </summary>
internal sealed class LatentModel(float noisy = 0) : IDiffusionModel
{
    private const int Step = 8;

    public DiffusionModelInfo Info { get; } = new()
    {
        Name = "latent",
        SampleRate = 22050,
        Channels = 2,
        NativeLength = 64,
        LengthMultiple = 16,
        Condition = new LatentCondition(channels: 2, Step, Encode),
    };

    public void PredictVelocity(in VelocityRequest request, Span<float> velocity)
    {
        for (var i = 0; i < velocity.Length; i++)
        {
            var level = request.NoiseLevels[i / (2 * request.Samples)];
            var clean = request.Conditions[i / Step] + (noisy * request.Noisy[i]);
            velocity[i] = ((VObjective.Alpha(level) * request.Noisy[i]) - clean) / VObjective.Sigma(level);
        }
    }

    public void Dispose()
    {
    }

    private static void Encode(ReadOnlySpan<float> sound, int channels, Span<float> latent)
    {
        latent.Clear();
        for (var i = 0; i < sound.Length; i++)
            latent[i / Step] += sound[i] / Step;
    }
}
