using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.UNet;
using TinyAudioDiffusion.Noise;

namespace TinyAudioDiffusion.Models.Tests.Networks;

public sealed class DataScaleTests(NetworkFixture fixture) : IClassFixture<NetworkFixture>
{
    private const int Samples = 64;

    [Theory]
    [InlineData(0f)]
    [InlineData(0.02f)]
    [InlineData(0.5f)]
    [InlineData(0.97f)]
    [InlineData(1f)]
    public void PredictVelocity_ScaledData_TellsTheSameSoundAndNoise(float noiseLevel)
    {
        const float Scale = 4f;
        using var plain = Model(1f);
        using var scaled = Model(Scale);
        var (clean, noise) = (new float[Samples], new float[Samples]);
        new NoiseStream(1).Fill(clean, channels: 1, 0);
        new NoiseStream(2).Fill(noise, channels: 1, 0);
        var noisy = new float[Samples];
        VObjective.Noisy(clean, noise, noiseLevel, noisy);

        // The network sees Scale times the sound under the same noise, at the level that belongs to it.
        var level = VObjective.ScaledNoiseLevel(noiseLevel, Scale);
        var loud = clean.Select(sample => Scale * sample).ToArray();
        var seen = new float[Samples];
        VObjective.Noisy(loud, noise, level, seen);
        var (expected, loudDenoised) = (new float[Samples], new float[Samples]);
        plain.PredictVelocity(Request(seen, level), expected);
        VObjective.Denoised(seen, expected, level, loudDenoised);

        var (actual, denoised) = (new float[Samples], new float[Samples]);
        scaled.PredictVelocity(Request(noisy, noiseLevel), actual);
        VObjective.Denoised(noisy, actual, noiseLevel, denoised);

        Assert.All(Enumerable.Range(0, Samples), i => Assert.Equal(loudDenoised[i] / Scale, denoised[i], 1e-4f));
    }

    private static VelocityRequest Request(float[] noisy, float noiseLevel)
        => new() { Noisy = noisy, NoiseLevels = new[] { noiseLevel }, Samples = Samples };

    private IDiffusionModel Model(float dataScale)
    {
        var description = new ModelDescription
        {
            Network = new UNetConfiguration { InChannels = 1, Channels = [8], Factors = [1], Items = [1], ModulationFeatures = 16 },
            Audio = new AudioShape(44100, 1, Samples),
        };
        var network = new DiffusionNetwork(description, NetworkFixture.Transforms);
        network.Load(fixture.Engine, new SeededInitialization(network.Parameters, seed: 3));
        var info = new DiffusionModelInfo { Name = "test", SampleRate = 44100, Channels = 1, NativeLength = Samples, LengthMultiple = 1 };
        return ScaledDataModel.Around(new NetworkDiffusionModel(info, network, fixture.Engine), dataScale);
    }
}
