using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Engine.Managed;
using TinyAudioDiffusion.Models.Formats.Folder;
using TinyAudioDiffusion.Models.Formats.Safetensors;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Sampling;
using TinyAudioDiffusion.Synthesis;
using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Training.Data;
using TinyAudioDiffusion.Training.Distillation;
using TinyAudioDiffusion.Training.Runs;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Training.Tests.Distillation;

/// <summary>Distillations of a network of a few thousand random weights, which makes sounds of 32 samples.</summary>
public sealed class DistillerTests : IDisposable
{
    private static readonly ModelDescription _teacher = TinyTraining.Model with
    {
        ClassLabels = ["low", "high"],
        DataScale = 2,
        Settings = new SamplingSettings(SamplerNames.VAdams, ScheduleNames.Logistic, 8) { Guidance = 2, GuidanceInterval = new(0.2, 0.9) },
    };

    private readonly ManagedEngine _engine = new(new ManagedEngineOptions { Threads = 2 });
    private readonly TemporaryFolder _folder = new();

    private Distiller Distiller => new(
        _engine, TinyTraining.Transforms,
        new Registry<ISampler>("sampler", [new DdimSampler(), new VAdamsSampler(), new EulerAncestralSampler(), new HeunSampler()]),
        new Registry<INoiseSchedule>("schedule", [new LinearSchedule(), new LogisticSchedule()]));

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public async Task Run_WritesAStudent(int calls)
    {
        var result = await RunAsync("run", Plan(calls));
        Assert.Equal((true, 6), (result.IsFinished, result.Step));
        Assert.NotNull(result.BestValidationLoss);
        Assert.Equal(6, MetricsFile.Read(result.Folder.MetricsPath).Count);
        Assert.Equal(2, Directory.GetFiles(result.Folder.SamplesPath).Length);

        var written = ModelDescriptionFile.Read(ModelFile.OnDisk(Path.Combine(result.Folder.ModelPath, "model.json")));
        var student = written.Student!;
        Assert.Equal(("tiny", 2.0, new GuidanceInterval(0.2, 0.9)), (student.Teacher, student.Guidance, student.GuidanceInterval));
        Assert.Equal(calls, student.Calls);
        Assert.Null(student.FindProblem());
        var levels = new float[9];
        new LogisticSchedule().Fill(levels);
        Assert.Subset(levels.ToHashSet(), student.NoiseLevels.ToHashSet());
        Assert.Null(written.Settings);
        Assert.Equal("distillation of 6 steps from tiny", written.Provenance!.Source);
    }

    [Theory]
    [InlineData(DistillationMethod.Trajectory)]
    [InlineData(DistillationMethod.Reflow)]
    public async Task Run_Learns(DistillationMethod method)
    {
        var plan = Plan(2);
        var result = await RunAsync("run", plan with
        {
            Steps = 120,
            Rate = new() { Peak = 1e-2 },
            Validation = new() { Interval = 40, Clips = 8 },
            Samples = new() { Interval = 0 },
            Distillation = plan.Distillation! with { Method = method, PathCount = 64 },
        });
        var losses = MetricsFile.Read(result.Folder.MetricsPath).Where(line => line.ValidationLoss is not null)
            .Select(line => line.ValidationLoss!.Value).ToList();
        var before = await RunAsync("before", plan with { Steps = 1, Rate = new() { Peak = 1e-9 }, Validation = new() { Clips = 8 } });
        if (method == DistillationMethod.Trajectory)
            Assert.True(losses[^1] < 0.8 * before.BestValidationLoss, $"{before.BestValidationLoss}: {string.Join(" ", losses)}");
        else
            Assert.True(losses[^1] < losses[0], string.Join(" ", losses));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task KilledAfterAnyStep_GoesOnAsIfNothingHadHappened(int step)
    {
        var whole = await RunAsync("whole", Plan(2));
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => RunAsync("killed", Plan(2), new CallAfter(step, () => throw new InvalidOperationException("killed"))));
        var resumed = await RunAsync("killed", new RunFolder(_folder["killed"]).LoadConfiguration(), start: TrainingStart.Resume);
        AssertSame(whole, resumed);
    }

    /// <summary>The paths on disk save time and decide nothing: lost, cut or damaged, they are computed again.</summary>
    [Fact]
    public async Task Paths_ThatAreDamaged_AreComputedAgain()
    {
        var whole = await RunAsync("whole", Plan(2));
        using var cancellation = new CancellationTokenSource();
        var stopped = await RunAsync("stopped", Plan(2), new CallAfter(2, cancellation.Cancel), cancellationToken: cancellation.Token);
        Assert.Equal((false, 2), (stopped.IsFinished, stopped.Step));
        var paths = Directory.GetFiles(_folder["stopped/paths"], "*.path").Order(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(paths);
        File.Delete(paths[0]);
        File.WriteAllBytes(paths[1], [1, 2, 3]);
        foreach (var path in paths[2..])
        {
            var bytes = File.ReadAllBytes(path);
            bytes[^1] ^= 0x40;
            File.WriteAllBytes(path, bytes);
        }

        var resumed = await RunAsync("stopped", stopped.Folder.LoadConfiguration(), start: TrainingStart.Resume);
        AssertSame(whole, resumed);
    }

    [Fact]
    public async Task Threads_AndRecomputing_AndAccumulation_ChangeNoSound()
    {
        var one = await RunAsync("one", Plan(2) with { Steps = 2 });
        var many = await RunAsync("many", Plan(2) with { Steps = 2, Threads = 3, GradientCheckpointing = true });
        AssertSame(one, many);
        var parts = await RunAsync("parts", Plan(2) with { Steps = 2, Batch = 1, Accumulation = 2 });
        Assert.Equal(one.SmoothedLoss!.Value, parts.SmoothedLoss!.Value, 1e-6);
    }

    [Fact]
    public async Task Teacher_ThatIsAStudent_TeachesFewerCalls()
    {
        var four = await RunAsync("four", Plan(4));
        var path = Path.Combine(four.Folder.ModelPath, "model.json");
        var description = ModelDescriptionFile.Read(ModelFile.OnDisk(path));
        using var weights = SafetensorsFile.Open(ModelFile.OnDisk(Path.Combine(four.Folder.ModelPath, "model.safetensors")));
        var plan = Small(Distiller.Plan(description, weights, "four", 2));
        Assert.Equal(4, plan.Distillation!.Steps);
        var student = plan.Model.Student!;
        Assert.Equal(("tiny", 2.0, 2), (student.Teacher, student.Guidance, student.Calls));
        Assert.Subset(description.Student!.NoiseLevels.ToHashSet(), student.NoiseLevels.ToHashSet());
        var result = await Distiller.RunAsync(
            new DistillationJob { Configuration = plan, Teacher = description, Weights = weights, Folder = _folder["two"] });
        Assert.True(result.IsFinished);
        Assert.Throws<ArgumentOutOfRangeException>(() => Distiller.Plan(description, weights, "four", 5));
    }

    [Fact]
    public async Task Model_WithKindsAndCharacter_IsDistilled()
    {
        string[] labels = ["kick", "snare", "hihat"];
        var data = new SyntheticData(new SyntheticDrums(seed: 1, count: 48));
        var model = TinyTraining.Model with
        {
            ClassLabels = labels,
            Character = CharacterOfData.Fit(data, labels, components: 3),
            DrumClasses =
            [
                new DrumClass("kick", DrumKind.Kick, 1), new DrumClass("snare", DrumKind.Percussion, 0.5),
                new DrumClass("hihat", DrumKind.Percussion, 0.5),
            ],
        };
        using var weights = SeededInitialization.Of(model, TinyTraining.Transforms, seed: 3);
        var plan = Small(Distiller.Plan(model, weights, "characters", 2));
        var result = await Distiller.RunAsync(
            new DistillationJob { Configuration = plan with { Steps = 2 }, Teacher = model, Weights = weights, Folder = _folder["run"] });
        Assert.True(result.IsFinished);
    }

    [Fact]
    public async Task Sampler_ThatDrawsNoise_CannotTeach()
    {
        using var weights = Weights();
        var failure = Assert.Throws<TrainingException>(() => Distiller.Plan(
            _teacher, weights, "tiny", 2, new SamplingSettings(SamplerNames.EulerAncestral, ScheduleNames.Linear, 4)));
        Assert.Contains("draws fresh noise", failure.Message, StringComparison.Ordinal);
        var plan = Plan(2);
        await Assert.ThrowsAsync<TrainingException>(() => RunAsync(
            "run", plan with { Distillation = plan.Distillation! with { Sampler = SamplerNames.EulerAncestral } }));
    }

    [Fact]
    public async Task Resume_WithAnotherTeacher_IsRefused()
    {
        await RunAsync("run", Plan(2));
        using var others = SeededInitialization.Of(_teacher, TinyTraining.Transforms, seed: 4);
        var failure = await Assert.ThrowsAsync<TrainingException>(() => Distiller.RunAsync(new DistillationJob
        {
            Configuration = Plan(2) with { Steps = 9 },
            Teacher = _teacher,
            Weights = others,
            Folder = _folder["run"],
            Start = TrainingStart.Resume,
        }));
        Assert.Contains("are not those", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    public void Plan_OfImpossibleCalls_Throws(int calls) => Assert.Throws<ArgumentOutOfRangeException>(() => Plan(calls));

    [Fact]
    public async Task Configuration_OfATraining_IsNoDistillation()
    {
        var failure = await Assert.ThrowsAsync<TrainingException>(() => RunAsync("run", TinyTraining.Configuration));
        Assert.Contains("distillation", failure.Message, StringComparison.Ordinal);
        var plan = Plan(2);
        var withoutStudent = plan with { Model = plan.Model with { Student = null } };
        Assert.Contains(
            "model.student", Assert.Throws<TrainingConfigurationException>(withoutStudent.Validate).Message, StringComparison.Ordinal);
        Assert.Throws<TrainingConfigurationException>(
            (plan with { Distillation = plan.Distillation! with { PathCount = 0 } }).Validate);
    }

    private TrainingConfiguration Plan(int calls)
    {
        using var weights = Weights();
        return Small(Distiller.Plan(_teacher, weights, "tiny", calls));
    }

    private static TrainingConfiguration Small(TrainingConfiguration plan) => plan with
    {
        Seed = 7,
        Batch = 2,
        Steps = 6,
        Validation = new() { Interval = 3, Clips = 3 },
        Samples = new() { Interval = 6, Count = 2 },
        LogInterval = 1,
        SaveInterval = 2,
        Threads = 1,
        Distillation = plan.Distillation! with { PathCount = 5 },
    };

    private static SeededInitialization Weights() => SeededInitialization.Of(_teacher, TinyTraining.Transforms, seed: 3);

    private async Task<TrainingResult> RunAsync(
        string name, TrainingConfiguration configuration, ITrainingObserver? observer = null, TrainingStart? start = null,
        CancellationToken cancellationToken = default)
    {
        using var weights = Weights();
        return await Distiller.RunAsync(
            new DistillationJob
            {
                Configuration = configuration,
                Teacher = _teacher,
                Weights = weights,
                Folder = _folder[name],
                Start = start,
                Observers = observer is null ? [] : [observer],
            },
            progress: null, cancellationToken);
    }

    private static void AssertSame(TrainingResult expected, TrainingResult actual)
    {
        Assert.Equal(Metrics(expected), Metrics(actual));
        Assert.Equal(Weights(expected), Weights(actual));

        static IEnumerable<MetricsLine> Metrics(TrainingResult run)
            => MetricsFile.Read(run.Folder.MetricsPath).Select(line => line with { Seconds = 0 });

        static Dictionary<string, float[]> Weights(TrainingResult run)
        {
            using var file = SafetensorsFile.Open(ModelFile.OnDisk(run.Folder.LastStatePath));
            return file.Entries.ToDictionary(entry => entry.Name, entry => file.ReadSingles(entry.Name), StringComparer.Ordinal);
        }
    }

    private sealed class CallAfter(int step, Action call) : ITrainingObserver
    {
        public void OnStep(TrainingProgress progress)
        {
            if (progress.Step == step)
                call();
        }
    }
}
