using System.Text;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Autoencoder;
using TinyAudioDiffusion.Models.Formats;
using TinyAudioDiffusion.Models.Formats.Folder;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Tests.Networks;
using TinyAudioDiffusion.Models.UNet;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Tests.Autoencoder;

/// <summary>A U-Net that hears the latent of a sound, and the encoders that make it.</summary>
public sealed class AutoencoderTests(NetworkFixture fixture) : IClassFixture<NetworkFixture>
{
    private const int Items = 2;
    private const int Channels = 2;
    private const int Samples = 128;

    public static TheoryData<string> Encoders => [EncoderNames.Mel, EncoderNames.Convolutional];

    // What the latent says reaches the output, and the gradient goes back through it to the encoder's first layer and its last.
    [Theory]
    [MemberData(nameof(Encoders))]
    public void Gradient_ThroughTheLatent_IsTheSlope(string name)
    {
        var description = Description(name);
        using var network = Seeded(description);
        var heard = Heard(network);
        var weights = Sound().Select(value => MathF.Cos(9 * value)).ToArray();
        foreach (var recomputes in (ReadOnlySpan<bool>)[false, true])
        {
            using var tape = fixture.Engine.CreateTape(recomputes);
            using var v = Forward(network, tape.Engine, heard);
            using var gradients = new WeightGradients(fixture.Engine);
            tape.Backward(v, weights, gradients);
            string[] parameters = ["encoder.in.weight", "encoder.stages.0.items.0.block.blocks.0.blocks.0.2.weight", "encoder.out.weight"];
            foreach (var parameter in parameters)
                AssertSlopes(network, gradients, parameter, heard, weights);
        }
    }

    [Theory]
    [MemberData(nameof(Encoders))]
    public void Model_HearsTheLatent_ThatTheNetworkMakesOfTheSound(string name)
    {
        var description = Description(name);
        using var network = Seeded(description);
        using var opened = new OpenedModel(description, new SeededInitialization(network.Parameters, 3), []);
        using var loaded = fixture.Loader.Load(opened, "test", TestContext.Current.CancellationToken).Model;
        var condition = Assert.IsType<LatentCondition>(loaded.Info.Condition);
        Assert.Equal((3, 16), (condition.Channels, condition.SamplesOfStep));
        var latents = new float[Items * condition.SizeOf(Channels, Samples)];
        for (var item = 0; item < Items; item++)
        {
            var size = latents.Length / Items;
            condition.Measure(SoundOf(item), Channels, latents.AsSpan(item * size, size));
        }

        var velocity = new float[Items * Channels * Samples];
        loaded.PredictVelocity(
            new VelocityRequest { Noisy = Sound(), NoiseLevels = [0.3f, 0.6f], Samples = Samples, Conditions = latents }, velocity);
        using var whole = Forward(network, fixture.Engine, Heard(network));
        Closeness.AssertClose(fixture.Read(whole), velocity);

        var other = latents.Select(value => value + 1).ToArray();
        var changed = new float[velocity.Length];
        loaded.PredictVelocity(
            new VelocityRequest { Noisy = Sound(), NoiseLevels = [0.3f, 0.6f], Samples = Samples, Conditions = other }, changed);
        Assert.NotEqual(velocity, changed);
        Assert.Throws<ArgumentException>(() => loaded.PredictVelocity(
            new VelocityRequest { Noisy = Sound(), NoiseLevels = [0.3f, 0.6f], Samples = Samples }, new float[velocity.Length]));
        Assert.Throws<ArgumentException>(() => condition.Measure(new float[60], Channels, new float[6]));
    }

    // Steps of prime lengths, too, which do not divide into short strides.
    [Theory]
    [InlineData(2, 1)]
    [InlineData(6, 2)]
    [InlineData(2, 11)]
    [InlineData(1, 17)]
    [InlineData(16, 16)]
    public void ConvolutionalEncoder_HasAStepOfTheLatent_ForEachOfItsLevel(int first, int second)
    {
        var description = Description(EncoderNames.Convolutional);
        description = description with
        {
            Network = description.Network with { Factors = [first, second] },
            Audio = new AudioShape(8000, Channels, 2 * first * second),
        };
        using var network = Seeded(description);
        var condition = Assert.IsType<LatentCondition>(network.ConditionOn(fixture.Engine));
        Assert.Equal(first * second, condition.SamplesOfStep);
        var latent = new float[3 * 2];
        condition.Measure(Enumerable.Range(0, Channels * 2 * first * second).Select(i => MathF.Sin(i)).ToArray(), Channels, latent);
        Assert.DoesNotContain(0f, latent);
    }

    [Theory]
    [MemberData(nameof(Encoders))]
    public void Description_RoundTrips(string name)
    {
        var description = Description(name);
        Assert.Equivalent(description.Encoder, Read(Written(description)).Encoder, strict: true);
        Assert.Null(Read(Written(PublishedConfiguration.Model)).Encoder);
    }

    [Theory]
    [InlineData("\"mel\"", "\"ear\"", "encoder.name")]
    [InlineData("\"level\": 1", "\"level\": 2", "encoder.settings.level")]
    [InlineData("\"level\": 1", "\"level\": 0", "encoder.settings.latent")]
    [InlineData("\"latent\": 3", "\"latent\": 4", "encoder.settings.latent")]
    [InlineData("\"channels\": 16,", "\"channels\": 12,", "encoder.settings.channels")]
    [InlineData("\"blocks\": 1", "\"blocks\": 0", "encoder.settings.blocks")]
    [InlineData("\"frame\": 32", "\"frame\": 33", "encoder.settings.frame")]
    [InlineData("\"hop\": 8", "\"hop\": 64", "encoder.settings.hop")]
    [InlineData("\"hop\": 8", "\"hop\": 12", "encoder.settings.hop")]
    [InlineData("\"hop\": 8", "\"step\": 8", "encoder.settings.hop")]
    [InlineData("\"bands\": 4", "\"bands\": 4, \"more\": 1", "encoder.settings.more")]
    public void ADescriptionThatIsWrong_IsAnErrorThatNamesTheKey(string right, string wrong, string place)
    {
        var json = Written(Description(EncoderNames.Mel));
        Assert.Contains(right, json, StringComparison.Ordinal);
        var exception = Assert.Throws<ModelFormatException>(() => Read(json.Replace(right, wrong, StringComparison.Ordinal)));
        Assert.Contains(place, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ThePositionAsContext_LeavesNoRoomForALatent()
    {
        var description = Description(EncoderNames.Mel) with { PositionContext = true };
        Assert.Throws<ModelFormatException>(() => new DiffusionNetwork(description, NetworkFixture.Transforms));
        Assert.Throws<ModelFormatException>(() => Read(Written(description)));
    }

    private static ModelDescription Description(string encoder) => new()
    {
        Network = new UNetConfiguration
        {
            InChannels = Channels,
            Channels = [8, 16],
            Factors = [2, 8],
            Items = [1, 1],
            ResnetGroups = 4,
            ModulationFeatures = 16,
            ContextChannels = [0, 3],
        },
        Encoder = encoder == EncoderNames.Mel
            ? EncoderConfiguration.Mel(level: 1, latent: 3, channels: 16, blocks: 1, frame: 32, hop: 8, bands: 4)
            : EncoderConfiguration.Convolutional(level: 1, latent: 3, channels: 16, blocks: 1),
        Audio = new AudioShape(8000, Channels, Samples),
    };

    private static float[] Sound()
        => [.. Enumerable.Range(0, Items * Channels * Samples).Select(i => MathF.Sin(i * (0.3f + (0.001f * i))))];

    private static float[] SoundOf(int item) => Sound()[(item * Channels * Samples)..((item + 1) * Channels * Samples)];

    private static float[] Heard(DiffusionNetwork network)
    {
        var size = network.Condition!.SizeOf(Channels, Samples);
        var heard = new float[Items * size];
        for (var item = 0; item < Items; item++)
            network.Condition.Measure(SoundOf(item), Channels, heard.AsSpan(item * size, size));
        return heard;
    }

    private static Tensor Forward(DiffusionNetwork network, TensorEngine engine, float[] values)
    {
        using var x = engine.CreateTensor(Sound(), new Shape(Items, Channels, Samples));
        using var heard = network.CreateHeard(engine, values, Items, Samples);
        return network.Forward(engine, new NetworkInputs { Waveforms = x, NoiseLevels = [0.3f, 0.6f], Heard = heard });
    }

    private static string Written(ModelDescription description)
    {
        using var stream = new MemoryStream();
        ModelDescriptionFile.Write(stream, description);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static ModelDescription Read(string json)
        => ModelDescriptionFile.Read(new ModelFile("model.json", "model.json", () => new MemoryStream(Encoding.UTF8.GetBytes(json))));

    private DiffusionNetwork Seeded(ModelDescription description)
    {
        var network = new DiffusionNetwork(description, NetworkFixture.Transforms);
        using var weights = new SeededInitialization(network.Parameters, 3);
        network.Load(fixture.Engine, weights);
        return network;
    }

    private void AssertSlopes(DiffusionNetwork network, WeightGradients gradients, string name, float[] heard, float[] weights)
    {
        var place = network.Parameters.Index().Single(item => item.Item.Name == name).Index;
        var values = new float[network.Parameters[place].Shape.ElementCount];
        var gradient = new float[values.Length];
        network.Read(fixture.Engine, place, values);
        fixture.Engine.Read(gradients.Of(network.Parameters[place].Weight), gradient);
        var largest = gradient.Max(Math.Abs);
        Assert.True(largest > 0, $"{name} has no gradient.");
        for (var element = 0; element < values.Length; element += Math.Max(1, values.Length / 7))
        {
            const float Step = 0.02f;
            var slope = (Loss(element, Step) - Loss(element, -Step)) / (2 * Step);
            Assert.Equal(slope, gradient[element], 0.02 * largest);
        }

        network.Update(fixture.Engine, place, values);

        double Loss(int element, float step)
        {
            var changed = values.ToArray();
            changed[element] += step;
            network.Update(fixture.Engine, place, changed);
            using var predicted = Forward(network, fixture.Engine, heard);
            return fixture.Read(predicted).Zip(weights, (a, b) => (double)a * b).Sum();
        }
    }
}
