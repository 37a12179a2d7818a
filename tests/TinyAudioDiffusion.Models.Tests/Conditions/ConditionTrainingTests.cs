using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Formats.Folder;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Tests.Networks;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Tests.Conditions;

/// <summary>The gradient reaches what flattens a mel spectrogram, and the description of a condition is read as it was written.</summary>
public sealed class ConditionTrainingTests(NetworkFixture fixture) : IClassFixture<NetworkFixture>
{
    private const int Samples = 64;

    private static ModelDescription Vocoder { get; } = Open.Reference(Fixtures.Folder("models/vocoder")).Description;

    [Fact]
    public void Gradient_IsTheSlope()
    {
        using var opened = Open.Reference(Fixtures.Folder("models/vocoder"));
        using var network = fixture.Load(opened);
        var place = network.Parameters.Index().Single(item => item.Item.Name == "to_flat.weight").Index;
        var values = new float[network.Parameters[place].Shape.ElementCount];
        network.Read(fixture.Engine, place, values);
        var noisy = Enumerable.Range(0, 2 * Samples).Select(i => MathF.Sin(i)).ToArray();
        var mel = Enumerable.Range(0, 2 * 8 * 4).Select(i => MathF.Cos(0.3f * i) - 1).ToArray();
        var weights = Enumerable.Range(0, 2 * Samples).Select(i => MathF.Cos(i)).ToArray();

        using var tape = fixture.Engine.CreateTape();
        using var v = Forward(tape.Engine);
        var gradients = new WeightGradients();
        tape.Backward(v, weights, gradients);
        var gradient = gradients.Of(network.Parameters[place].Weight).ToArray();

        foreach (var element in (ReadOnlySpan<int>)[0, 31, 100, 256, 511])
        {
            const float Step = 0.01f;
            var slope = (Loss(element, Step) - Loss(element, -Step)) / (2 * Step);
            Assert.Equal(slope, gradient[element], Math.Max(2e-3, 0.03 * Math.Abs(slope)));
        }

        double Loss(int element, float step)
        {
            var changed = values.ToArray();
            changed[element] += step;
            network.Update(fixture.Engine, place, changed);
            using var predicted = Forward(fixture.Engine);
            return fixture.Read(predicted).Zip(weights, (a, b) => (double)a * b).Sum();
        }

        Tensor Forward(TensorEngine engine)
        {
            using var x = engine.CreateTensor(noisy, new Shape(2, 1, Samples));
            using var heard = network.CreateHeard(engine, mel, 2, Samples);
            return network.Forward(engine, new NetworkInputs { Waveforms = x, NoiseLevels = [0.3f, 0.6f], Heard = heard });
        }
    }

    [Fact]
    public void Description_RoundTrips()
    {
        Assert.Equivalent(Vocoder.Condition, Read(Written(Vocoder)).Condition, strict: true);
        Assert.Null(Read(Written(PublishedConfiguration.Model)).Condition);
    }

    [Theory]
    [InlineData("\"vocoder\"", "\"mind-reader\"", "condition.name")]
    [InlineData("\"frame\": 64", "\"frame\": 65", "condition.settings.frame")]
    [InlineData("\"frame\": 64", "\"window\": 64", "condition.settings.frame")]
    [InlineData("\"hop\": 16", "\"hop\": 17", "condition.settings.hop")]
    [InlineData("\"hop\": 16", "\"hop\": 128", "condition.settings.hop")]
    [InlineData("\"bands\": 8", "\"bands\": 0", "condition.settings.bands")]
    [InlineData("\"bands\": 8", "\"bands\": 8, \"more\": 1", "condition.settings.more")]
    public void ADescriptionThatIsWrong_IsAnErrorThatNamesTheKey(string right, string wrong, string place)
    {
        var json = Written(Vocoder);
        Assert.Contains(right, json, StringComparison.Ordinal);
        var exception = Assert.Throws<ModelFormatException>(() => Read(json.Replace(right, wrong, StringComparison.Ordinal)));
        Assert.Contains(place, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ANetworkWithoutRoomForWhatItHears_IsRefused()
    {
        var description = Vocoder with { Network = Vocoder.Network with { InChannels = 3 } };
        var exception = Assert.Throws<ModelFormatException>(() => new DiffusionNetwork(description, NetworkFixture.Transforms));
        Assert.Contains("takes 2", exception.Message, StringComparison.Ordinal);
    }

    private static string Written(ModelDescription description)
    {
        using var stream = new MemoryStream();
        ModelDescriptionFile.Write(stream, description);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    private static ModelDescription Read(string json) => ModelDescriptionFile.Read(
        new ModelFile("model.json", "model.json", () => new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json))));
}
