using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Noise;
using TinyAudioDiffusion.Training.Autoregressive;
using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Training.Objective;
using TinyAudioDiffusion.Training.Runs;
using TinyAudioDiffusion.Training.Tests.Runs;

namespace TinyAudioDiffusion.Training.Tests.Family;

public sealed class AutoregressiveTrainingTests : RunFixture
{
    private static TrainingConfiguration Configuration { get; } = TinyTraining.Configuration with
    {
        Model = TinyTraining.Model with
        {
            Network = TinyTraining.Model.Network with
            {
                InChannels = 2,
                OutChannels = 1,
                UseModulation = false,
                UseTimeConditioning = false,
            },
            Splits = 4,
        },
    };

    [Fact]
    public void Mix_OfEachSplit_IsThatOfItsOwnNoiseLevel()
    {
        var (clean, noise) = (new float[24], new float[24]);
        new NoiseStream(1).Fill(clean, 2, 0);
        new NoiseStream(2).Fill(noise, 2, 0);
        float[] levels = [0f, 0.25f, 1f];
        var (noisy, target) = (new float[24], noise.ToArray());

        SplitNoise.Mix(clean, channels: 2, levels, noisy, target);

        for (var i = 0; i < 24; i++)
        {
            var level = levels[i % 12 / 4];
            var (alpha, sigma) = (VObjective.Alpha(level), VObjective.Sigma(level));
            Assert.Equal((alpha * clean[i]) + (sigma * noise[i]), noisy[i], 1e-6);
            Assert.Equal((alpha * noise[i]) - (sigma * clean[i]), target[i], 1e-6);
        }
    }

    [Fact]
    public void NoiseLevels_OfSplits_AreIndependent_AndFillTheRangeEvenly()
    {
        var draws = new TrainingDraws(seed: 1);
        var levels = Enumerable.Range(0, 1000).Select(item => draws.SplitLevels(item, 4)).ToList();
        for (var split = 0; split < 4; split++)
        {
            Assert.InRange(levels.Average(item => item[split]), 0.47, 0.53);
            Assert.InRange(levels.Count(item => item[split] < 0.1f), 70, 130);
            for (var other = 0; other < split; other++)
                Assert.InRange(levels.Average(item => (item[split] - 0.5) * (item[other] - 0.5)), -0.01, 0.01);
        }

        Assert.Empty(draws.SplitLevels(0, null));
    }

    [Fact]
    public async Task Run_Learns()
    {
        var result = await TrainAsync(Configuration with
        {
            Steps = 150,
            Batch = 4,
            Samples = new() { Interval = 0 },
            Validation = new() { Interval = 50, Clips = 8 },
        });
        var losses = MetricsFile.Read(result.Folder.MetricsPath).Where(line => line.ValidationLoss is not null)
            .Select(line => line.ValidationLoss!.Value).ToList();
        Assert.True(losses[^1] < 0.9 * losses[0], string.Join(" ", losses));
    }

    [Fact]
    public async Task Run_GoesOnAsIfNothingHadHappened_AndKeepsTheSplits()
    {
        var whole = await TrainAsync(Configuration);
        var loss = MetricsFile.Read(whole.Folder.MetricsPath)[^1].Loss;
        Directory.Delete(Run.FullPath, recursive: true);

        await TrainAsync(Configuration with { Steps = 6 });
        var resumed = await TrainAsync(Configuration, TrainingStart.Resume);

        Assert.Equal((12, loss), (resumed.Step, MetricsFile.Read(resumed.Folder.MetricsPath)[^1].Loss));
        Assert.Equal(4, resumed.Folder.LoadConfiguration().Model.Splits);
    }

    [Fact]
    public void AnObjective_OfOneNoiseLevelForAWholeSound_IsRefused()
    {
        foreach (var objective in (ObjectiveOptions[])[new() { Weighting = LossWeighting.MinSnr }, new() { SpectralWeight = 1 }])
        {
            var refusal = Assert.Throws<TrainingConfigurationException>(() => (Configuration with { Objective = objective }).Validate());
            Assert.Contains("each split", refusal.Message, StringComparison.Ordinal);
        }
    }
}
