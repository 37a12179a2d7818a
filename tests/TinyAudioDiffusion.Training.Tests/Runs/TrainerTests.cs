using TinyAudioDiffusion.Engine.Managed;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Training.Runs;

namespace TinyAudioDiffusion.Training.Tests.Runs;

public sealed class TrainerTests : IDisposable
{
    private readonly ManagedEngine _engine = new(new ManagedEngineOptions { Threads = 2 });
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Run_WritesEverythingThatARunHas()
    {
        var result = await TrainAsync("run", TinyTraining.Configuration);
        Assert.Equal((true, 12), (result.IsFinished, result.Step));
        Assert.NotNull(result.BestValidationLoss);

        var run = result.Folder;
        var metrics = MetricsFile.Read(run.MetricsPath);
        Assert.Equal(Enumerable.Range(1, 12), metrics.Select(line => line.Step));
        Assert.All(metrics, line => Assert.Equal(line.Step % 4 == 0, line.ValidationLoss is not null));
        Assert.Equal(
            ["step-12-1.wav", "step-12-2.wav", "step-6-1.wav", "step-6-2.wav"],
            Directory.GetFiles(run.SamplesPath).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(32, AudioClip.Load(Path.Combine(run.SamplesPath, "step-6-1.wav")).Length);
        Assert.True(File.Exists(run.BestStatePath));
        Assert.Equal(
            TinyTraining.Configuration with { Model = TinyTraining.Model }, run.LoadConfiguration() with { Model = TinyTraining.Model });
        using var state = TrainingState.Open(run.LastStatePath);
        Assert.Equal((12, 12L), (state.Counters.Step, state.Counters.OptimizerStep));
    }

    [Fact]
    public async Task Run_Learns()
    {
        var result = await TrainAsync(
            "run",
            TinyTraining.Configuration with
            {
                Steps = 150,
                Batch = 4,
                Samples = new() { Interval = 0 },
                Validation = new() { Interval = 50, Clips = 8 }
            });
        var losses = MetricsFile.Read(result.Folder.MetricsPath).Where(line => line.ValidationLoss is not null)
            .Select(line => line.ValidationLoss!.Value).ToList();
        Assert.Equal(3, losses.Count);
        Assert.True(losses[^1] < 0.9 * losses[0], string.Join(" ", losses));
    }

    [Fact]
    public async Task Accumulation_GivesTheGradientOfAllSounds()
    {
        var whole = await TrainAsync("whole", TinyTraining.Configuration with { Steps = 1, Batch = 4 });
        var parts = await TrainAsync("parts", TinyTraining.Configuration with { Steps = 1, Batch = 1, Accumulation = 4 });
        var (first, second) = (MetricsFile.Read(whole.Folder.MetricsPath)[0], MetricsFile.Read(parts.Folder.MetricsPath)[0]);
        Assert.Equal(first.Loss, second.Loss, 1e-9);
        Assert.Equal(first.GradientNorm, second.GradientNorm, 1e-6 * first.GradientNorm);
    }

    [Fact]
    public async Task Threads_AndRecomputing_ChangeNoBit()
    {
        var one = await TrainAsync("one", TinyTraining.Configuration with { Steps = 3 });
        var many = await TrainAsync("many", TinyTraining.Configuration with { Steps = 3, Threads = 3, GradientCheckpointing = true });
        Assert.Equal(Weights(one.Folder), Weights(many.Folder));
    }

    [Fact]
    public async Task Cancelled_SavesAndGoesOnAsIfNothingHadHappened()
    {
        var whole = await TrainAsync("whole", TinyTraining.Configuration);
        using var cancellation = new CancellationTokenSource();
        var stopped = await TrainAsync(
            "stopped", TinyTraining.Configuration, new CallAfter(5, cancellation.Cancel), cancellationToken: cancellation.Token);
        Assert.Equal((false, 5), (stopped.IsFinished, stopped.Step));

        var resumed = await TrainAsync("stopped", stopped.Folder.LoadConfiguration(), start: TrainingStart.Resume);
        Assert.Equal(12, resumed.Step);
        AssertSameRuns(whole.Folder, resumed.Folder);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(11)]
    [InlineData(12)]
    public async Task KilledAfterAnyStep_GoesOnAsIfNothingHadHappened(int step)
    {
        var whole = await TrainAsync("whole", TinyTraining.Configuration);
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => TrainAsync(
                "killed", TinyTraining.Configuration, new CallAfter(step, () => throw new InvalidOperationException("killed"))));
        var resumed = await TrainAsync("killed", TinyTraining.Configuration, start: TrainingStart.Resume);
        AssertSameRuns(whole.Folder, resumed.Folder);
    }

    [Fact]
    public async Task KilledWhileWriting_GoesOnAndLeavesNoHalfFile()
    {
        var whole = await TrainAsync("whole", TinyTraining.Configuration);
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => TrainAsync("killed", TinyTraining.Configuration, new CallAfter(8, () => throw new InvalidOperationException("killed"))));
        var run = new RunFolder(_folder["killed"]);
        File.WriteAllText(Path.Combine(run.StatesPath, ".last.safetensors.0123.tmp"), "half");
        File.WriteAllText(Path.Combine(run.ModelPath, ".model.safetensors.0123.tmp"), "half");
        File.AppendAllText(run.MetricsPath, "{\"step\":9,\"seco");

        var resumed = await TrainAsync("killed", TinyTraining.Configuration, start: TrainingStart.Resume);
        AssertSameRuns(whole.Folder, resumed.Folder);
        Assert.Empty(
            Directory.GetFiles(
                run.FullPath, "*.tmp", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }));
    }

    [Fact]
    public async Task Resumed_WithMoreSteps_GoesOn()
    {
        var whole = await TrainAsync("whole", TinyTraining.Configuration);
        await TrainAsync("short", TinyTraining.Configuration with { Steps = 6 });
        var resumed = await TrainAsync("short", TinyTraining.Configuration with { Steps = 12 }, start: TrainingStart.Resume);
        Assert.Equal(Weights(whole.Folder), Weights(resumed.Folder));
    }

    [Fact]
    public async Task Resumed_WithAnotherConfigurationOrOtherSounds_IsRefused()
    {
        await TrainAsync("run", TinyTraining.Configuration with { Steps = 1 });
        var configuration = await Assert.ThrowsAsync<TrainingException>(
            () => TrainAsync("run", TinyTraining.Configuration with { Seed = 8 }, start: TrainingStart.Resume));
        Assert.Contains("configuration", configuration.Message, StringComparison.Ordinal);
        var job = Job("run", TinyTraining.Configuration, TrainingStart.Resume) with { Data = new SineData(count: 6) };
        var data = await Assert.ThrowsAsync<TrainingException>(() => new Trainer(_engine, TinyTraining.Transforms).RunAsync(job));
        Assert.Contains("5 sounds", data.Message, StringComparison.Ordinal);
        Assert.Contains("6 sounds", data.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Started_WhereATrainingIs_IsRefused()
    {
        await TrainAsync("run", TinyTraining.Configuration with { Steps = 1 });
        Assert.Contains(
            "already", (
                await Assert.ThrowsAsync<TrainingException>(
                    () => TrainAsync("run", TinyTraining.Configuration))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resumed_WhereNoTrainingIs_IsRefused()
        => Assert.Contains(
            "nothing to go on with", (
                await Assert.ThrowsAsync<TrainingException>(
                    () => TrainAsync(
                        "nowhere", TinyTraining.Configuration, start: TrainingStart.Resume))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task NotFinite_StopsAndKeepsTheLastState()
    {
        // A rate beyond all reason: the weights of the second step are beyond the range of floats.
        var configuration =
            TinyTraining.Configuration with
            {
                Rate = new() { Peak = 1e30 },
                SaveInterval = 1,
                Validation = new() { Interval = 0 },
                Samples = new() { Interval = 0 }
            };
        var exception = await Assert.ThrowsAsync<TrainingException>(() => TrainAsync("run", configuration));
        Assert.Matches("^Step [0-9]+: the (loss is|gradient is not finite)", exception.Message);
        Assert.Contains("noise level 0.", exception.Message, StringComparison.Ordinal);
        using var state = TrainingState.Open(new RunFolder(_folder["run"]).LastStatePath);
        Assert.True(exception.Message.StartsWith($"Step {state.Counters.Step + 1}:", StringComparison.Ordinal), exception.Message);
    }

    [Fact]
    public async Task Classes_AreLearntAndEachHasItsSample()
    {
        var configuration =
            TinyTraining.Configuration with { Model = TinyTraining.Model with { ClassLabels = ["low", "high"] }, Steps = 6 };
        var job = Job("run", configuration, TrainingStart.FromSeed) with { Data = new SineData(5, "low", "high"), ValidationData = null };
        var result = await new Trainer(_engine, TinyTraining.Transforms).RunAsync(job);
        Assert.Equal(["step-6-high.wav", "step-6-low.wav"], Directory.GetFiles(result.Folder.SamplesPath).Select(Path.GetFileName)
            .Order(StringComparer.Ordinal));
        Assert.Null(result.BestValidationLoss);
        Assert.False(File.Exists(result.Folder.BestStatePath));
    }

    [Fact]
    public async Task DataOfSomeClasses_TeachesThese_AndLeavesTheOthersBe()
    {
        var model = TinyTraining.Model with { ClassLabels = ["low", "high"] };
        var configuration = TinyTraining.Configuration with { Model = model, Steps = 4 };
        var trainer = new Trainer(_engine, TinyTraining.Transforms);
        var job = Job("some", configuration, TrainingStart.FromSeed) with { ValidationData = null };

        var some = await trainer.RunAsync(job with { Data = new SineData(5, "HIGH") });
        var other = await trainer.RunAsync(job with { Data = new SineData(5, "low"), Folder = _folder["other"] });

        Assert.Equal(4, some.Step);
        Assert.NotEqual(Losses(some), Losses(other)); // the class is told
        var exception = await Assert.ThrowsAsync<TrainingException>(
            () => trainer.RunAsync(job with { Data = new SineData(5, "high", "middle"), Folder = _folder["unknown"] }));
        Assert.Contains("high, middle; the model has low, high", exception.Message, StringComparison.Ordinal);

        static IEnumerable<double> Losses(TrainingResult result) => MetricsFile.Read(result.Folder.MetricsPath).Select(line => line.Loss);
    }

    [Fact]
    public async Task Data_OfAnotherForm_IsRefused()
    {
        var configuration = TinyTraining.Configuration with { Model = TinyTraining.Model with { Audio = new AudioShape(44100, 1, 32) } };
        Assert.Contains(
            "44100 Hz", (
                await Assert.ThrowsAsync<TrainingException>(() => TrainAsync("run", configuration))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Time_LimitsTheTraining()
    {
        var time = new SteppedTime();
        var configuration =
            TinyTraining.Configuration with
            {
                Steps = null,
                Seconds = 4,
                Samples = new() { Interval = 0 },
                Validation = new() { Interval = 0 }
            };
        var job = Job("run", configuration, TrainingStart.FromSeed) with { Observers = [new CallAfterEvery(() => time.Seconds++)] };
        var result = await new Trainer(_engine, TinyTraining.Transforms, time).RunAsync(job);
        Assert.Equal((true, 4), (result.IsFinished, result.Step));
    }

    private TrainingJob Job(string name, TrainingConfiguration configuration, TrainingStart start) => new()
    {
        Configuration = configuration,
        Data = TinyTraining.Data,
        ValidationData = new SineData(count: 3),
        Folder = _folder[name],
        Start = start,
    };

    private Task<TrainingResult> TrainAsync(
        string name, TrainingConfiguration configuration, ITrainingObserver? observer =
            null, TrainingStart? start = null, CancellationToken cancellationToken = default)
        => new Trainer(_engine, TinyTraining.Transforms).RunAsync(
            Job(
                name, configuration, start
                    ?? TrainingStart.FromSeed) with
            { Observers = observer is null ? [] : [observer] }, progress: null, cancellationToken);

    private static void AssertSameRuns(RunFolder expected, RunFolder actual)
    {
        Assert.Equal(Weights(expected), Weights(actual));
        Assert.Equal(Metrics(expected), Metrics(actual));
        Assert.Equal(Contents(expected.SamplesPath), Contents(actual.SamplesPath));
        Assert.Equal(
            File.ReadAllBytes(
                Path.Combine(expected.ModelPath, "model.safetensors")),
                    File.ReadAllBytes(Path.Combine(actual.ModelPath, "model.safetensors")));
        using var best = TrainingState.Open(expected.BestStatePath);
        using var actualBest = TrainingState.Open(actual.BestStatePath);
        Assert.Equal(best.Counters with { Seconds = 0 }, actualBest.Counters with { Seconds = 0 });

        static IEnumerable<MetricsLine> Metrics(RunFolder run)
            => MetricsFile.Read(run.MetricsPath).Select(line => line with { Seconds = 0 });
        static IEnumerable<(string, string)> Contents(string folder)
            => Directory.GetFiles(folder).Order(StringComparer.Ordinal)
                .Select(file => (Path.GetFileName(file), Convert.ToHexString(File.ReadAllBytes(file))));
    }

    private static Dictionary<string, float[]> Weights(RunFolder run)
    {
        using var file = Models.Formats.Safetensors.SafetensorsFile.Open(Zoo.ModelFile.OnDisk(run.LastStatePath));
        return file.Entries.ToDictionary(entry => entry.Name, entry => file.ReadSingles(entry.Name), StringComparer.Ordinal);
    }

    private sealed class CallAfter(int step, Action call) : ITrainingObserver
    {
        public void OnStep(TrainingProgress progress)
        {
            if (progress.Step == step)
                call();
        }
    }

    private sealed class CallAfterEvery(Action call) : ITrainingObserver
    {
        public void OnStep(TrainingProgress progress) => call();
    }

    private sealed class SteppedTime : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
