using System.Text;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Formats.Folder;
using TinyAudioDiffusion.Models.Formats.Safetensors;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Tests.Networks;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Noise;
using TinyAudioDiffusion.Sampling;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Tests.Autoregressive;

/// <summary>The autoregressive model of audio-diffusion-pytorch (DiffusionAR).</summary>
public sealed class AutoregressiveTests(NetworkFixture fixture) : IClassFixture<NetworkFixture>
{
    private const string Folder = "models/autoregressive";
    private const int Items = 2;
    private const int Channels = 2;
    private const int Samples = 64;
    private const int Splits = 4;

    // The noise levels of the golden input are drawn sample by sample, so each sample is a split here.
    [Fact]
    public void Network_MatchesTheReference()
    {
        using var opened = Open.Reference(Fixtures.Folder(Folder));
        using var network = fixture.Load(opened);
        using var golden = SafetensorsFile.Open(Fixtures.File($"{Folder}/io.safetensors"));
        var (waveforms, levels) = Parted(golden.ReadSingles("in"));

        using var v = Forward(network, fixture.Engine, waveforms, levels);

        Closeness.AssertClose(golden.ReadSingles("v"), fixture.Read(v));
    }

    [Fact]
    public void Ladder_MatchesTheReference()
    {
        using var opened = Open.Reference(Fixtures.Folder(Folder));
        using var golden = SafetensorsFile.Open(Fixtures.File($"{Folder}/io.safetensors"));
        using var model = fixture.Loader.Load(opened, "golden", TestContext.Current.CancellationToken).Model;
        var levels = new float[9];
        new LinearSchedule().Fill(levels);
        var run = new SamplingRun(model, levels, new NoiseStream[Items], Samples)
        {
            RecordedNoise = (draw, noise) => golden.ReadSingles($"draw/{draw:00}").CopyTo(noise),
        };

        var ladder = new LadderSampler(run, new LinearSchedule());
        var window = golden.ReadSingles("draw/00");
        ladder.Complete(window);
        var rest = ladder.Continue(window, splits: 4);

        var result = golden.ReadSingles("result"); // six splits, of which the first two are the window's
        for (var row = 0; row < Items * Channels; row++)
        {
            Closeness.AssertClose(result.AsSpan(row * 96, 32).ToArray(), window.AsSpan(row * Samples, 32).ToArray());
            Closeness.AssertClose(result.AsSpan((row * 96) + 32, 64).ToArray(), rest.AsSpan(row * 64, 64).ToArray());
        }

        Assert.Equal((Splits, Samples, 8 + (4 * 2)), (model.Info.Splits, model.Info.NativeLength, run.NetworkCalls));
    }

    // One noise level for a whole sound is the same one in every split, which plain samplers ask for.
    [Fact]
    public void PlainCall_IsOneNoiseLevelInEverySplit()
    {
        using var opened = Open.Reference(Fixtures.Folder(Folder));
        using var network = fixture.Load(opened);
        var x = Waveforms();
        using var tensor = fixture.Engine.CreateTensor(x, new Shape(Items, Channels, Samples));
        using var plain = network.Forward(fixture.Engine, new NetworkInputs { Waveforms = tensor, NoiseLevels = [0.3f, 0.8f] });
        using var split = Forward(network, fixture.Engine, x, [0.3f, 0.3f, 0.3f, 0.3f, 0.8f, 0.8f, 0.8f, 0.8f]);
        Assert.Equal(fixture.Read(plain), fixture.Read(split));
    }

    [Fact]
    public void Gradient_IsTheSlope()
    {
        using var opened = Open.Reference(Fixtures.Folder(Folder));
        using var network = fixture.Load(opened);
        var place = network.Parameters.Index().Single(item => item.Item.Name == "net.net.block.blocks.0.block.weight").Index;
        var values = new float[network.Parameters[place].Shape.ElementCount];
        network.Read(fixture.Engine, place, values);
        var (x, levels) = (Waveforms(), new[] { 0f, 0.2f, 0.5f, 1f, 0.9f, 0f, 0.4f, 0.1f });
        var weights = x.Select(value => MathF.Cos(9 * value)).ToArray();

        using var tape = fixture.Engine.CreateTape();
        using var v = Forward(network, tape.Engine, x, levels);
        using var gradients = new WeightGradients(fixture.Engine);
        tape.Backward(v, weights, gradients);
        var gradient = new float[values.Length];
        fixture.Engine.Read(gradients.Of(network.Parameters[place].Weight), gradient);

        for (var element = 0; element < values.Length; element++) // [8, 3, 1]: the third of each row weighs the noise level
        {
            const float Step = 0.01f;
            var slope = (Loss(element, Step) - Loss(element, -Step)) / (2 * Step);
            Assert.Equal(slope, gradient[element], Math.Max(5e-3, 0.03 * Math.Abs(slope)));
        }

        double Loss(int element, float step)
        {
            var changed = values.ToArray();
            changed[element] += step;
            network.Update(fixture.Engine, place, changed);
            using var predicted = Forward(network, fixture.Engine, x, levels);
            return fixture.Read(predicted).Zip(weights, (a, b) => (double)a * b).Sum();
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(256)]
    public void NoiseLevels_ThatDivideNothing_AreRefused(int count)
    {
        using var opened = Open.Reference(Fixtures.Folder(Folder));
        using var network = fixture.Load(opened);
        Assert.Throws<ArgumentException>(() => Forward(network, fixture.Engine, Waveforms(), new float[count]));
    }

    [Fact]
    public void Description_RoundTrips()
    {
        using var opened = Open.Reference(Fixtures.Folder(Folder));
        var read = Read(Written(opened.Description));
        Assert.Equal((Splits, 3, 2), (read.Splits, read.Network.InChannels, read.Network.OutChannels));
        Assert.Null(Read(Written(PublishedConfiguration.Model)).Splits);
    }

    [Theory]
    [InlineData("\"splits\": 4", "\"splits\": 3", "even number")]
    [InlineData("\"splits\": 4", "\"splits\": 0", "even number")]
    [InlineData("\"splits\": 4", "\"splits\": 6", "does not divide")]
    [InlineData("\"inChannels\": 3", "\"inChannels\": 2", "takes 3 channels")]
    [InlineData("\"useModulation\": false", "\"useModulation\": true", "modulated")]
    public void ADescriptionThatIsWrong_IsAnErrorThatNamesTheKey(string right, string wrong, string reason)
    {
        using var opened = Open.Reference(Fixtures.Folder(Folder));
        var json = Written(opened.Description);
        Assert.Contains(right, json, StringComparison.Ordinal);
        var exception = Assert.Throws<ModelFormatException>(() => Read(json.Replace(right, wrong, StringComparison.Ordinal)));
        Assert.Contains("splits", exception.Message, StringComparison.Ordinal);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    private static (float[] Waveforms, float[] Levels) Parted(float[] inputs)
    {
        var (waveforms, levels) = (new float[Items * Channels * Samples], new float[Items * Samples]);
        for (var item = 0; item < Items; item++)
        {
            var own = inputs.AsSpan(item * (Channels + 1) * Samples);
            own[..(Channels * Samples)].CopyTo(waveforms.AsSpan(item * Channels * Samples));
            own.Slice(Channels * Samples, Samples).CopyTo(levels.AsSpan(item * Samples));
        }

        return (waveforms, levels);
    }

    private static float[] Waveforms() => [.. Enumerable.Range(0, Items * Channels * Samples).Select(i => MathF.Sin(i))];

    private static Tensor Forward(DiffusionNetwork network, TensorEngine engine, float[] waveforms, float[] levels)
    {
        using var x = engine.CreateTensor(waveforms, new Shape(Items, Channels, Samples));
        return network.Forward(
            engine, new NetworkInputs { Waveforms = x, NoiseLevels = new float[Items], SplitLevels = levels });
    }

    private static string Written(ModelDescription description)
    {
        using var stream = new MemoryStream();
        ModelDescriptionFile.Write(stream, description);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static ModelDescription Read(string json)
        => ModelDescriptionFile.Read(new ModelFile("model.json", "model.json", () => new MemoryStream(Encoding.UTF8.GetBytes(json))));
}
