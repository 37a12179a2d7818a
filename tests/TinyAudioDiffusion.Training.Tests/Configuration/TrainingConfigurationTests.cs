using System.Text;
using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Training.Objective;
using TinyAudioDiffusion.Training.Optimization;

namespace TinyAudioDiffusion.Training.Tests.Configuration;

public sealed class TrainingConfigurationTests
{
    private const string Model = """
        "model": {
          "formatVersion": 1,
          "network": { "inChannels": 1, "channels": [8], "factors": [2], "items": [1], "modulationFeatures": 16 },
          "audio": { "sampleRate": 8000, "channels": 1, "length": 64 }
        }
        """;

    [Fact]
    public void Load_OfWhatSaveWrote_IsTheSameRecipe()
    {
        using var folder = new TemporaryFolder();
        var configuration = new TrainingConfiguration
        {
            Model = TinyTraining.Model with { ClassLabels = ["kick", "snare"] },
            Data = new DataOptions { Source = "some/where", ValidationShare = 0.2, Augment = true },
            Seed = ulong.MaxValue,
            Batch = 3,
            Accumulation = 2,
            Seconds = 12.5,
            Rate = new RateOptions { Peak = 3e-4, WarmUp = 7, Decay = RateDecay.Cosine, Floor = 0.25 },
            Optimizer = new AdamWOptions { Clip = 1, WeightDecay = 0 },
            Average = MovingAverageOptions.Reference,
            Objective =
                new ObjectiveOptions
                {
                    NoiseLevels = NoiseLevelDistribution.Uniform,
                    Weighting = LossWeighting.MinSnr,
                    Gamma = 3,
                    ClassDropout = 0.2
                },
            GradientCheckpointing = true,
            Half = true,
        };
        configuration.Save(folder["recipe.json"]);
        var loaded = TrainingConfiguration.Load(folder["recipe.json"]);
        Assert.Equal(configuration with { Model = TinyTraining.Model }, loaded with { Model = TinyTraining.Model });
        Assert.Equal(configuration.Model.Network.Channels, loaded.Model.Network.Channels);
        Assert.Equal(configuration.Model.ClassLabels, loaded.Model.ClassLabels);
        loaded.Save(folder["again.json"]);
        Assert.Equal(File.ReadAllText(folder["recipe.json"]), File.ReadAllText(folder["again.json"]));
    }

    [Fact]
    public void Load_OfLittle_HasTheDefaults()
    {
        var configuration = Load($$"""{ {{Model}}, "steps": 5, "rate": { "peak": 0.01 }, "objective": { "weighting": "minSnr" } }""");
        Assert.Equal(5, configuration.Steps);
        Assert.Equal(new RateOptions { Peak = 0.01 }, configuration.Rate);
        Assert.Equal(new AdamWOptions(), configuration.Optimizer);
        Assert.Equal(new ObjectiveOptions { Weighting = LossWeighting.MinSnr }, configuration.Objective);
        Assert.Equal(new ValidationOptions(), configuration.Validation);
        Assert.Equal(
            (1, 1, 10, 500), (configuration.Batch, configuration.Accumulation, configuration.LogInterval, configuration.SaveInterval));
    }

    [Theory]
    [InlineData("\"stepps\": 5", "stepps", "no such field")]
    [InlineData("\"steps\": 5, \"rate\": { \"peek\": 1 }", "rate.peek", "no such field")]
    [InlineData("\"steps\": 5, \"rate\": { \"peak\": 0 }", "rate.peak", "above 0")]
    [InlineData("\"steps\": 5, \"rate\": { \"decay\": \"linear\" }", "rate.decay", "kind")]
    [InlineData("\"steps\": 5, \"rate\": { \"decay\": 1 }", "rate.decay", "kind")]
    [InlineData("\"steps\": \"many\"", "steps", "kind")]
    [InlineData("\"steps\": 0", "steps", "at least 1")]
    [InlineData("\"steps\": 5, \"seconds\": 5", "steps", "one of them")]
    [InlineData("\"data\": { \"validationShare\": 1 }", "data.validationShare", "below 1")]
    [InlineData("\"steps\": 5, \"batch\": 2000", "batch", "1 to 1024")]
    [InlineData("\"steps\": 5, \"optimizer\": { \"beta1\": 1 }", "optimizer.beta1", "below 1")]
    [InlineData("\"steps\": 5, \"average\": { \"decay\": -0.1 }", "average.decay", "at least 0")]
    [InlineData("\"steps\": 5, \"objective\": { \"classDropout\": 1.5 }", "objective.classDropout", "0 to 1")]
    [InlineData("\"steps\": 5, \"objective\": { \"transformShare\": 0.5 }", "objective.transformShare", "transform")]
    [InlineData("\"steps\": 5, \"samples\": { \"steps\": 0 }", "samples.steps", "1 to 1000")]
    public void Load_OfAWrongField_NamesIt(string fields, string field, string reason)
    {
        var exception = Assert.Throws<TrainingConfigurationException>(() => Load($$"""{ {{Model}}, {{fields}} }"""));
        Assert.Equal(field, exception.Field);
        Assert.Contains(reason, exception.Reason, StringComparison.Ordinal);
        Assert.Contains("recipe.json", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OfAWrongModel_SaysWhatModelsSay()
    {
        var exception = Assert.Throws<TrainingConfigurationException>(
            () => Load($$"""{ {{Model.Replace("[8]", "[7]", StringComparison.Ordinal)}}, "steps": 5 }"""));
        Assert.Equal("model", exception.Field);
        Assert.Contains("channels", exception.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"steps\": 5 }", "model")]
    [InlineData("{ \"steps\": 5, ", "valid JSON")]
    [InlineData("null", "object")]
    [InlineData("", "valid JSON")]
    public void Load_OfNoRecipe_SaysSo(string text, string reason)
        => Assert.Contains(reason, Assert.Throws<TrainingConfigurationException>(() => Load(text)).Reason, StringComparison.Ordinal);

    private static TrainingConfiguration Load(string text) => TrainingConfigurationFile.Parse(Encoding.UTF8.GetBytes(text), "recipe.json");
}
