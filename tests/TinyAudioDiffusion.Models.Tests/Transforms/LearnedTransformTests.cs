using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Parameters;
using TinyAudioDiffusion.Models.Tests.Networks;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Noise;

namespace TinyAudioDiffusion.Models.Tests.Transforms;

/// <summary>What a learned transform is before it has learnt anything.</summary>
public sealed class LearnedTransformTests(NetworkFixture fixture) : IClassFixture<NetworkFixture>
{
    private const int Samples = 512;

    [Theory]
    [InlineData(1, 8)]
    [InlineData(2, 8)]
    [InlineData(3, 8)]
    [InlineData(2, 32)]
    public void OverlappingByHalf_UndoesItself(int channels, int stride)
    {
        var samples = stride * (Samples / stride);
        var noise = new float[channels * samples];
        new NoiseStream(1).Fill(noise, channels: 1, 0);
        using var x = fixture.Engine.CreateTensor(noise, new(1, channels, samples));
        var transform = Untrained(channels, 2 * stride, 2 * stride, stride);
        using var encoded = transform.Encode(fixture.Engine, x);
        using var decoded = transform.Decode(fixture.Engine, encoded);

        // Half a stride at each end is reached by a single window.
        var found = fixture.Read(decoded);
        for (var channel = 0; channel < channels; channel++)
        {
            for (var i = stride; i < samples - stride; i++)
                Assert.Equal(noise[(channel * samples) + i], found[(channel * samples) + i], 2e-6f);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(7)]
    public void OverlappingByHalf_AFilterSeesOneBand(int band)
    {
        var samples = new float[2 * Samples];
        for (var i = 0; i < Samples; i++)
            samples[i] = samples[Samples + i] = float.SinPi((band + 0.5f) * i / 8);
        using var x = fixture.Engine.CreateTensor(samples, new(1, 2, Samples));
        using var encoded = Untrained(channels: 2, filters: 16, window: 16, stride: 8).Encode(fixture.Engine, x);
        var power = fixture.Read(encoded).Chunk(Samples / 8).Select(channel => channel.Sum(value => value * value)).ToList();
        Assert.InRange((power[2 * band] + power[(2 * band) + 1]) / power.Sum(), 0.6f, 1f);

        // What is alike on both sides is not in the difference.
        Assert.All(power.Skip(16), value => Assert.Equal(0, value, 1e-6f));
    }

    [Fact]
    public void OtherShapes_AreDrawn()
    {
        var root = new ParameterScope("net");
        _ = new LearnedTransform(filters: 8, window: 16, stride: 8, inChannels: 2, outChannels: 2, root);
        Assert.All(root.Parameters, parameter => Assert.Null(parameter.Initial));
    }

    private LearnedTransform Untrained(int channels, int filters, int window, int stride)
    {
        var root = new ParameterScope("net");
        var transform = new LearnedTransform(filters, window, stride, channels, channels, root);
        using var weights = new SeededInitialization(root.Parameters, seed: 1);
        foreach (var parameter in root.Parameters)
        {
            var values = new float[parameter.Shape.ElementCount];
            weights.Read(parameter.Name, values);
            parameter.Load(fixture.Engine, values);
        }

        return transform;
    }
}
