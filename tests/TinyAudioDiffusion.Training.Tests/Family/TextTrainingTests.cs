using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Text;
using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Training.Runs;
using TinyAudioDiffusion.Training.Tests.Runs;

namespace TinyAudioDiffusion.Training.Tests.Family;

public sealed class TextTrainingTests : RunFixture
{
    private const string NullTokens = "net.blocks.2.blocks.0.blocks.0.weight";

    private static readonly SineData _captioned = new(count: 5) { Captions = 5 };

    private static TrainingConfiguration Configuration { get; } = TinyTraining.Configuration with
    {
        Model = TinyTraining.Model with
        {
            Network = TinyTraining.Model.Network with
            {
                CrossAttentions = [0, 1],
                EmbeddingFeatures = 6,
                EmbeddingMaxLength = 3,
                UseNullEmbedding = true,
            },
            TextEmbedder = TextEmbedderNames.Words,
        },
    };

    // The caption says which of the sounds it is, so the loss falls below that of the same network which never gets to see one.
    [Fact]
    public async Task Run_LearnsMoreWithCaptions_ThanWithout()
    {
        var steps = Configuration with
        {
            Steps = 1000,
            Batch = 4,
            Samples = new() { Interval = 0 },
            Validation = new() { Interval = 1000, Clips = 20 },
        };
        var with = await TrainOnCaptionsAsync(steps);
        Directory.Delete(Run.FullPath, recursive: true);
        var without = await TrainAsync(
            steps with { Objective = new() { CaptionDropout = 1 } }, data: _captioned, validation: new SineData(count: 5),
            embedder: new WordsTextEmbedder());
        Assert.True(
            with.BestValidationLoss < 0.9 * without.BestValidationLoss,
            $"{with.BestValidationLoss} with, {without.BestValidationLoss} without");
    }

    [Fact]
    public async Task Run_GoesOnAsIfNothingHadHappened_AndWritesAModelThatReadsText()
    {
        var whole = await TrainOnCaptionsAsync(Configuration);
        var loss = MetricsFile.Read(whole.Folder.MetricsPath)[^1];
        Directory.Delete(Run.FullPath, recursive: true);

        await TrainOnCaptionsAsync(Configuration with { Steps = 6 });
        var resumed = await TrainOnCaptionsAsync(Configuration, TrainingStart.Resume);

        Assert.Equal((12, loss.Loss), (resumed.Step, MetricsFile.Read(resumed.Folder.MetricsPath)[^1].Loss));
        Assert.Equal(TextEmbedderNames.Words, resumed.Folder.LoadConfiguration().Model.TextEmbedder);
        Assert.NotEmpty(Directory.GetFiles(resumed.Folder.SamplesPath)); // told the captions of the first sounds
    }

    [Fact]
    public async Task ModelThatReadsText_WithoutEmbedderOrCaptions_IsRefused()
    {
        var model = Configuration;
        Assert.Contains(
            "nothing turns captions into its tokens", await FailureAsync(model, TrainingStart.FromSeed, _captioned),
            StringComparison.Ordinal);
        var error = await Assert.ThrowsAsync<TrainingException>(() => TrainAsync(model, embedder: new WordsTextEmbedder()));
        Assert.Contains("no sound has a caption", error.Message, StringComparison.Ordinal);
        error = await Assert.ThrowsAsync<TrainingException>(() => TrainAsync(model, data: _captioned, embedder: new OtherEmbedder()));
        Assert.Contains("the embedder \"words\" gives it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SoundWithoutCaption_IsRefused_WhereNothingStandsForNone()
    {
        var model = Configuration with
        {
            Model = Configuration.Model with { Network = Configuration.Model.Network with { UseNullEmbedding = false } },
            Objective = new() { CaptionDropout = 1 }, // means nothing without tokens for none
        };
        await TrainOnCaptionsAsync(model);
        Directory.Delete(Run.FullPath, recursive: true);

        var error = await Assert.ThrowsAsync<TrainingException>(
            () => TrainAsync(model, data: new SineData(count: 5) { Captions = 4 }, embedder: new WordsTextEmbedder()));
        Assert.Contains("Sound 4 has no caption", error.Message, StringComparison.Ordinal);
    }

    // With every caption hidden only the tokens for "no text" are read, and they are learnt; with none hidden they stay.
    [Theory]
    [InlineData(1, true)]
    [InlineData(0, false)]
    public async Task TokensForNoText_AreLearnt_FromHiddenCaptions(double dropout, bool isLearnt)
    {
        var few = await TokensAsync(steps: 1);
        var many = await TokensAsync(steps: 12);
        Assert.Equal(isLearnt, !few.AsSpan().SequenceEqual(many));

        async Task<float[]> TokensAsync(int steps)
        {
            var configuration = Configuration with
            {
                Steps = steps,
                Objective = new() { CaptionDropout = dropout },
                Optimizer = new() { WeightDecay = 0 },
                Samples = new() { Interval = 0 },
            };
            await TrainOnCaptionsAsync(configuration);
            using var file = Fixtures.OpenPath(Path.Combine(Run.ModelPath, "model.safetensors"));
            var tokens = new float[3 * 6];
            file.Read(NullTokens, tokens);
            Directory.Delete(Run.FullPath, recursive: true);
            return tokens;
        }
    }

    private Task<TrainingResult> TrainOnCaptionsAsync(TrainingConfiguration configuration, TrainingStart? start = null)
        => TrainAsync(configuration, start, _captioned, _captioned, embedder: new WordsTextEmbedder());

    private sealed class OtherEmbedder : ITextEmbedder
    {
        public string Name => "other";

        public float[] Embed(string text, int tokens, int features, CancellationToken cancellationToken = default)
            => new float[tokens * features];
    }
}
