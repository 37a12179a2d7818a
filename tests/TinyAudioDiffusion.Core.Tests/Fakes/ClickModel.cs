using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion.Tests.Fakes;

/// <summary>A model whose only sound, whatever the noise, is one that the test gives: most often a click at its first sample.</summary>
internal sealed class ClickModel(params float[] sound) : IDiffusionModel
{
    public DiffusionModelInfo Info { get; } = new()
    {
        Name = "click",
        SampleRate = 44100,
        Channels = 1,
        NativeLength = sound.Length,
        LengthMultiple = 1,
    };

    public void PredictVelocity(in VelocityRequest request, Span<float> velocity)
    {
        for (var item = 0; item < request.Batch; item++)
        {
            var (s, a) = Math.SinCos(Math.PI / 2 * request.NoiseLevels[item]);
            for (var i = 0; i < request.Samples; i++)
            {
                var at = (item * request.Samples) + i;
                var clean = i < sound.Length ? sound[i] : 0;
                velocity[at] = (float)((a * (request.Noisy[at] - (a * clean)) / s) - (s * clean));
            }
        }
    }

    public void Dispose()
    {
    }
}
