using TinyAudioDiffusion.Models.Autoencoder;
using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Training.Runs;
using TinyAudioDiffusion.Training.Tests.Runs;

namespace TinyAudioDiffusion.Training.Tests.Family;

public sealed class AutoencoderTrainingTests : RunFixture
{
    private static TrainingConfiguration Configuration { get; } = TinyTraining.Configuration with
    {
        Model = TinyTraining.Model with
        {
            Network = TinyTraining.Model.Network with { ContextChannels = [0, 4] },
            Encoder = EncoderConfiguration.Mel(level: 1, latent: 4, channels: 8, blocks: 1, frame: 8, hop: 2, bands: 3),
        },
    };

    // The latent says which of the sounds it is, so the loss falls below that of the same network without.
    [Fact]
    public async Task Run_LearnsMoreWithALatent_ThanWithout()
    {
        var steps = Configuration with
        {
            Steps = 200,
            Batch = 4,
            Samples = new() { Interval = 0 },
            Validation = new() { Interval = 200, Clips = 16 },
        };
        var with = await TrainAsync(steps);
        Directory.Delete(Run.FullPath, recursive: true);
        var without = await TrainAsync(steps with { Model = TinyTraining.Model });
        Assert.True(
            with.BestValidationLoss < 0.9 * without.BestValidationLoss,
            $"{with.BestValidationLoss} with, {without.BestValidationLoss} without");
    }

    [Fact]
    public async Task Run_WritesAModel_WhoseDescriptionTellsTheEncoder_AndGoesOnAsIfNothingHadHappened()
    {
        var whole = await TrainAsync(Configuration);
        var loss = MetricsFile.Read(whole.Folder.MetricsPath)[^1];
        Directory.Delete(Run.FullPath, recursive: true);

        await TrainAsync(Configuration with { Steps = 6 });
        var resumed = await TrainAsync(Configuration, TrainingStart.Resume);

        Assert.Equal((12, loss.Loss), (resumed.Step, MetricsFile.Read(resumed.Folder.MetricsPath)[^1].Loss));
        Assert.Equivalent(Configuration.Model.Encoder, resumed.Folder.LoadConfiguration().Model.Encoder, strict: true);
        Assert.NotEmpty(Directory.GetFiles(resumed.Folder.SamplesPath)); // decoded from the latents of the first sounds
    }
}
