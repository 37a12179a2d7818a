using System.Text;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Formats;
using TinyAudioDiffusion.Models.Formats.Folder;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Models.UNet;
using TinyAudioDiffusion.Noise;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Tests.Networks;

/// <summary>Networks that are told what a Wiener filter would predict.</summary>
public sealed class WienerContextTests(NetworkFixture fixture) : IClassFixture<NetworkFixture>
{
    private const int Samples = 8192;
    private const int Channels = 32; // 2 audio channels, 8 samples a column, cosine and sine

    private static readonly ModelDescription _model = PublishedConfiguration.Model with
    {
        Network = PublishedConfiguration.Network with
        {
            Channels = [Channels, 64],
            Factors = [1, 2],
            Items = [1, 1],
            Attentions = [0, 0],
            ContextChannels = [Channels, 0],
            ModulationFeatures = 64,
        },
        Transform = new TransformConfiguration(TransformNames.Learned) { Settings = new Dictionary<string, int> { ["filters"] = 16, ["window"] = 16, ["stride"] = 8 } },
        Audio = new AudioDescription(44100, 2, Samples),
        WienerContext = true,
    };

    [Theory]
    [InlineData(0.2f)]
    [InlineData(0.5f)]
    [InlineData(0.9f)]
    public void OfNoiseAlone_IsThatItIsNoise(float noiseLevel)
    {
        var noise = Noise(seed: 1);
        var noisy = noise.Select(value => VObjective.Sigma(noiseLevel) * value).ToArray();
        var error = MeanSquare(noise.Select(value => VObjective.Alpha(noiseLevel) * value), Predict(noisy, noiseLevel));
        Assert.InRange(error, 0, 0.03);
    }

    [Theory]
    [InlineData(0.1f)]
    [InlineData(0.3f)]
    [InlineData(0.6f)]
    public void OfATone_IsNearlyTheVelocity_WhereverItIs(float noiseLevel)
    {
        foreach (var turns in (ReadOnlySpan<float>)[0.02f, 0.11f, 0.4f])
        {
            var clean = new float[2 * Samples];
            for (var i = 0; i < Samples; i++)
                clean[i] = clean[Samples + i] = 2 * float.SinPi(2 * turns * i);
            var noise = Noise(seed: 2);
            var (noisy, velocity) = (new float[clean.Length], new float[clean.Length]);
            VObjective.Noisy(clean, noise, noiseLevel, noisy);
            VObjective.Velocity(clean, noise, noiseLevel, velocity);

            // What a filter of eight bands cannot know is the noise in the tone's own band and the next ones. Predicting nothing scores above 1.
            Assert.InRange(MeanSquare(velocity, Predict(noisy, noiseLevel)), 0, 0.4);
        }
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(1f)]
    public void AtBothEnds_AndOfSilence_IsFinite(float noiseLevel)
    {
        Assert.All(Predict(Noise(seed: 3), noiseLevel), value => Assert.InRange(value, -100, 100));
        Assert.All(Predict(new float[2 * Samples], noiseLevel), value => Assert.Equal(0, value));
    }

    [Fact]
    public void ItemsOfABatch_DoNotMix_AndOtherLengthsWork()
    {
        using var network = Load();
        foreach (var samples in (ReadOnlySpan<int>)[Samples, 1024, 16])
        {
            var values = new float[3 * 2 * samples];
            new NoiseStream(5).Fill(values, channels: 1, 0);
            using var x = fixture.Engine.CreateTensor(values, new(3, 2, samples));
            using var one = fixture.Engine.CreateTensor(values.AsSpan(2 * samples, 2 * samples), new(1, 2, samples));
            using var together = network.Forward(fixture.Engine, new UNetInputs { X = x, NoiseLevels = [0.2f, 0.5f, 0.2f] });
            using var alone = network.Forward(fixture.Engine, new UNetInputs { X = one, NoiseLevels = [0.5f] });
            Assert.Equal(fixture.Read(alone), fixture.Read(together)[(2 * samples)..(4 * samples)]);
        }
    }

    [Fact]
    public void Description_KeepsIt() => Assert.True(WriteAndRead(_model).WienerContext);

    [Theory]
    [InlineData(Channels - 1)]
    [InlineData(0)]
    public void TooFewContextChannels_AreAnErrorThatSaysHowManyItTakes(int channels)
    {
        var model = _model with { Network = _model.Network with { ContextChannels = channels == 0 ? [] : [channels, 0] } };
        var exception = Assert.Throws<ModelFormatException>(() => WriteAndRead(model));
        Assert.Contains("wienerContext", exception.Message, StringComparison.Ordinal);
        Assert.Contains("32", exception.Message, StringComparison.Ordinal);
    }

    private static ModelDescription WriteAndRead(ModelDescription model)
    {
        using var stream = new MemoryStream();
        ModelDescriptionFile.Write(stream, model);
        var json = Encoding.UTF8.GetString(stream.ToArray());
        return ModelDescriptionFile.Read(new ModelFile("model.json", "model.json", () => new MemoryStream(Encoding.UTF8.GetBytes(json))));
    }

    private static float[] Noise(ulong seed)
    {
        var noise = new float[2 * Samples];
        new NoiseStream(seed).Fill(noise, channels: 1, 0);
        return noise;
    }

    // The ends aside, which a single window reaches.
    private static double MeanSquare(IEnumerable<float> expected, IEnumerable<float> found)
        => expected.Zip(found, (a, b) => ((double)a - b) * (a - b)).Where((_, i) => i % Samples is >= 8 and < Samples - 8).Average();

    // A network that puts out its context behind its input, which every U-Net adds: nothing but the injection on the way up and the last convolution passes anything on.
    private float[] Predict(float[] noisy, float noiseLevel)
    {
        using var network = Load();
        var injection = network.Parameters.Last(parameter => parameter.Shape == new Shape(Channels, 2 * Channels, 1));
        var last = network.Parameters.Last(parameter => parameter.Shape == new Shape(Channels, Channels, 3));
        for (var i = 0; i < network.Parameters.Count; i++)
        {
            var parameter = network.Parameters[i];
            if (parameter.Initial is not null)
                continue;
            var values = new float[parameter.Shape.ElementCount];
            for (var channel = 0; channel < Channels; channel++)
            {
                if (parameter == injection)
                    values[(channel * 2 * Channels) + Channels + channel] = 1;
                else if (parameter.Name.EndsWith("blocks.2.net.skip.blocks.0.1.bias", StringComparison.Ordinal))
                    values[channel] = 1;
                else if (parameter == last)
                    values[(((channel * Channels) + channel) * 3) + 1] = 1;
            }

            network.Update(fixture.Engine, i, values);
        }

        using var x = fixture.Engine.CreateTensor(noisy, new(1, 2, Samples));
        using var v = network.Forward(fixture.Engine, new UNetInputs { X = x, NoiseLevels = [noiseLevel] });
        return [.. fixture.Read(v).Zip(noisy, (output, input) => output - input)];
    }

    private DiffusionNetwork Load()
    {
        var network = new DiffusionNetwork(_model, NetworkFixture.Transforms);
        using var weights = SeededInitialization.Of(_model, NetworkFixture.Transforms, 7);
        network.Load(fixture.Engine, weights);
        return network;
    }
}
