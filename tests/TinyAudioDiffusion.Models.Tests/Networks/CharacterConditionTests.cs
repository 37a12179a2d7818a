using System.Text;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Formats.Folder;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Tests.Networks;

/// <summary>Networks that are told the character of a sound.</summary>
public sealed class CharacterConditionTests(NetworkFixture fixture) : IClassFixture<NetworkFixture>
{
    private static readonly ModelDescription _without = PublishedConfiguration.Model with
    {
        Network = PublishedConfiguration.Network with
        {
            Channels = [32, 64],
            Factors = [1, 2],
            Items = [1, 1],
            Attentions = [0, 1],
            ModulationFeatures = 64
        },
        Audio = new AudioShape(44100, 2, 64),
        ClassLabels = ["tom", "clap"],
    };

    private static readonly ModelDescription _model = _without with
    {
        DrumClasses = [new("tom", DrumKind.Percussion, 0.7), new("clap", DrumKind.Percussion, 0.3)],
        Character = new CharacterModel(
            new CharacterSpace
            {
                ControlCentres = [1, 2, 3, 4, 5],
                ControlScales = [1, 2, 1, 2, 1],
                PictureCentre = [.. Enumerable.Range(0, CharacterSpace.PictureCells).Select(i => i * 0.5)],
                Components = [[.. Enumerable.Range(0, CharacterSpace.PictureCells).Select(i => Math.Sin(i))]],
            },
            [
                new CharacterPrior
                {
                    Mean = [0, 0.1, 0.2, 0.3, 0.4, 0.5],
                    Factor = [.. Enumerable.Range(1, 6).Select(length => Enumerable.Repeat(0.25, length).ToArray())],
                    Quantiles = [.. Enumerable.Repeat<double[]>([-1, 0, 1.5], 5)],
                },
                null,
            ]),
    };

    private static readonly float[] _one = [0.5f, -1, 0.25f, 2, -0.5f, 1];
    private static readonly float[] _other = [-0.5f, 1, 0, 1, 0.5f, -1];
    private static readonly float[] _hidden = [float.NaN, 0, 0, 0, 0, 0];

    [Fact]
    public void Characters_ChangeTheVelocity_AndItemsDoNotMix()
    {
        using var network = Load(_model);
        var (one, other, hidden) = (Predict(network, [0], _one), Predict(network, [0], _other), Predict(network, [0], _hidden));
        Assert.NotEqual(one, other);
        Assert.NotEqual(one, hidden);
        Assert.Equal([.. one, .. hidden, .. other], Predict(network, [0, 0, 0], [.. _one, .. _hidden, .. _other]));
    }

    [Fact]
    public void NoCharacters_MeansNoneForEach()
    {
        using var network = Load(_model);
        Assert.Equal(Predict(network, [1], _hidden), Predict(network, [1], []));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ABlendOfOneClass_IsThatClass_AndOneOfTwoLiesBetween(bool hasCharacter)
    {
        using var network = Load(hasCharacter ? _model : _without);
        float[] character = hasCharacter ? _one : [];
        var (tom, clap) = (Predict(network, [0], character), Predict(network, [1], character));
        const int Blended = VelocityRequest.BlendedClass;
        Assert.Equal(tom, Predict(network, [Blended], character, shares: [1, 0]), (a, b) => Math.Abs(a - b) < 1e-5);

        var half = Predict(network, [Blended, 1], [.. character, .. character], shares: [0.5f, 0.5f]);
        Assert.Equal(clap, half[128..], (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.True(Distance(half[..128], tom) < Distance(tom, clap) && Distance(half[..128], clap) < Distance(tom, clap));
        Assert.Throws<ArgumentException>(() => Predict(network, [Blended], character));
        Assert.Throws<ArgumentException>(() => Predict(network, [Blended], character, shares: [1]));

        static double Distance(float[] a, float[] b) => a.Zip(b, (x, y) => (double)Math.Abs(x - y)).Sum();
    }

    [Fact]
    public void CharactersThatDoNotFit_AreRefused()
    {
        using var network = Load(_model);
        using var without = Load(_without);
        Assert.Throws<ArgumentException>(() => Predict(network, [0], _one[..5]));
        Assert.Throws<ArgumentException>(() => Predict(without, [0], _one));
    }

    [Fact]
    public void Gradient_IsTheSlope()
    {
        using var network = Load(_model);
        var parameter = network.Parameters.Select((parameter, place) => (parameter, place))
            .Single(item => item.parameter.Name == "net.character.weight");
        var values = new float[parameter.parameter.Shape.ElementCount];
        network.Read(fixture.Engine, parameter.place, values);
        float[] classes = [.. _one, .. _other];

        using var tape = fixture.Engine.CreateTape();
        using var x = Noise(tape.Engine, items: 2);
        using var v = network.Forward(tape.Engine, new NetworkInputs { Waveforms = x, NoiseLevels = [0.3f, 0.6f] }, [0, -1], classes);
        var weights = Enumerable.Range(0, 2 * 128).Select(i => MathF.Cos(i)).ToArray();
        using var gradients = new WeightGradients(fixture.Engine);
        tape.Backward(v, weights, gradients);
        var gradient = new float[parameter.parameter.Shape.ElementCount];
        fixture.Engine.Read(gradients.Of(parameter.parameter.Weight), gradient);

        foreach (var place in (ReadOnlySpan<int>)[0, 3, 6, 13, 200, 447])
        {
            const float Step = 0.01f;
            var slope = (Loss(place, Step) - Loss(place, -Step)) / (2 * Step);
            Assert.Equal(slope, gradient[place], Math.Max(2e-3, 0.03 * Math.Abs(slope)));
        }

        double Loss(int place, float step)
        {
            var changed = values.ToArray();
            changed[place] += step;
            network.Update(fixture.Engine, parameter.place, changed);
            return Predict(network, [0, -1], classes, [0.3f, 0.6f]).Zip(weights, (a, b) => (double)a * b).Sum();
        }
    }

    [Fact]
    public void Description_RoundTrips()
    {
        var read = Read(Written(_model));
        Assert.Equivalent(_model.Character, read.Character, strict: true);
        Assert.Equal(_model.DrumClasses, read.DrumClasses);
        Assert.Null(Read(Written(_without)).Character);
        Assert.Empty(Read(Written(_without)).DrumClasses);
    }

    [Theory]
    [InlineData("\"controlScales\": [1, 2, 1, 2, 1]", "\"controlScales\": [1, 2, 1, 2]", "character.controlScales")]
    [InlineData("\"controlScales\": [1, 2, 1, 2, 1]", "\"controlScales\": [1, 2, 1, 2, 0]", "character.controlScales")]
    [InlineData("\"controlCentres\": [1,", "\"controlCentres\": [\"1\",", "character.controlCentres")]
    [InlineData("\"components\": [0, ", "\"components\": [", "character.components")]
    [InlineData("\"mean\": [0, ", "\"mean\": [", "character.priors.tom.mean")]
    [InlineData("\"factor\": [0.25, ", "\"factor\": [-0.25, ", "character.priors.tom.factor")]
    [InlineData("\"quantiles\": [-1, 0, ", "\"quantiles\": [1, 0, ", "character.priors.tom.quantiles")]
    [InlineData("\"quantiles\": [-1, 0, ", "\"quantiles\": [0, ", "character.priors.tom.quantiles")]
    [InlineData("\"tom\": {", "\"tim\": {", "character.priors.tim")]
    [InlineData("\"percussion\": {", "\"strings\": {", "kinds.strings")]
    [InlineData("\"clap\": 0.3", "\"clop\": 0.3", "kinds.percussion.clop")]
    [InlineData("\"clap\": 0.3", "\"clap\": 1.3", "kinds.percussion.clap")]
    public void ADescriptionThatIsWrong_IsAnErrorThatNamesTheKey(string right, string wrong, string place)
    {
        var json = Written(_model);
        Assert.Contains(right, json, StringComparison.Ordinal);
        var exception = Assert.Throws<ModelFormatException>(() => Read(json.Replace(right, wrong, StringComparison.Ordinal)));
        Assert.Contains(place, exception.Message, StringComparison.Ordinal);
    }

    private static string Written(ModelDescription model)
    {
        using var stream = new MemoryStream();
        ModelDescriptionFile.Write(stream, model);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static ModelDescription Read(string json)
        => ModelDescriptionFile.Read(new ModelFile("model.json", "model.json", () => new MemoryStream(Encoding.UTF8.GetBytes(json))));

    private float[] Predict(
        DiffusionNetwork network, int[] classes, float[] characters, float[]? levels = null, float[]? shares = null)
    {
        using var x = Noise(fixture.Engine, classes.Length);
        using var v = network.Forward(
            fixture.Engine, new NetworkInputs { Waveforms = x, NoiseLevels = levels ?? [.. classes.Select(_ => 0.3f)] }, classes,
                characters, shares);
        return fixture.Read(v);
    }

    private DiffusionNetwork Load(ModelDescription description)
    {
        var network = new DiffusionNetwork(description, NetworkFixture.Transforms);
        using var weights = new SeededInitialization(network.Parameters, 7);
        network.Load(fixture.Engine, weights);
        return network;
    }

    private static Tensor Noise(TensorEngine engine, int items)
        => engine.CreateTensor([.. Enumerable.Range(0, items * 128).Select(i => MathF.Sin(0.7f * (i % 128)))], new Shape(items, 2, 64));
}
