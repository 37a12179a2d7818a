using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Noise;
using TinyAudioDiffusion.Sampling;
using TinyAudioDiffusion.Tests.Fakes;
using TinyAudioDiffusion.Tests.Verbs;

namespace TinyAudioDiffusion.Tests.Generation;

/// <summary>What a student promises: its own steps, no other ones, and a teacher for everything else.</summary>
public class StudentTests
{
    private static readonly StudentSampling _sampling = new()
    {
        NoiseLevels = [1f, 0.7f, 0.2f, 0f],
        Teacher = "teacher",
        Guidance = 4,
    };

    [Fact]
    public async Task Generate_GoesTheStudentsOwnLevels_WhateverTheHostSets()
    {
        using var model = new AnalyticGaussianModel(0.2, 0.1);
        using var fixture = new GeneratorFixture(
            new Student(model, _sampling), configure: options => (options.Steps, options.Sampler) = (30, "unipc"));
        var clip = await fixture.Generator.GenerateAsync(DrumKind.Kick, new() { Seed = 5 });
        Assert.Equal(3, model.Calls);

        var x = new float[512];
        new NoiseStream(5).Fill(x, 2, draw: 0);
        new DdimSampler().Sample(new SamplingRun(model, [1f, 0.7f, 0.2f, 0f], [new NoiseStream(5)], 256), x);
        Assert.Equal(x, clip.Samples.ToArray());
        var recipe = clip.Recipe!;
        Assert.Equal(("ddim", "own", 3, null), (recipe.Sampler, recipe.Schedule, recipe.Steps, recipe.Guidance));

        var again = await fixture.Generator.GenerateAsync(DrumKind.Kick, recipe.ToOptions());
        Assert.Equal(clip.Samples.ToArray(), again.Samples.ToArray());
        var known = await fixture.Generator.GenerateAsync(
            DrumKind.Kick, new() { Seed = 5, Steps = 3, Guidance = 4, MaxDuration = TimeSpan.FromTicks(1) });
        Assert.Equal(clip.Samples.ToArray(), known.Samples.ToArray());
    }

    public static TheoryData<string, GenerationOptions> Refused() => new()
    {
        { "in 3 steps", new() { Steps = 16 } },
        { "in 3 steps", new() { Steps = 2 } },
        { "\"ddim\" only", new() { Sampler = "unipc" } },
        { "noise levels of its own", new() { Schedule = "linear" } },
        { "guidance of 4 in it", new() { Guidance = 2 } },
        { "negative class", new() { Guidance = 4, NegativeClass = "kick" } },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Generate_WithOtherSettings_SaysWhatTheStudentIs(string message, GenerationOptions options)
    {
        using var fixture = new GeneratorFixture(new Student(new AnalyticGaussianModel(0.2, 0.1), _sampling));
        var failure = await Assert.ThrowsAsync<ArgumentException>(() => fixture.Generator.GenerateAsync(DrumKind.Kick, options));
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.Contains("student", failure.Message, StringComparison.Ordinal);
        Assert.Contains("\"teacher\"", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Student_WithClasses_WantsOne()
    {
        using var fixture = new GeneratorFixture(new Student(new AnalyticGaussianModel(0, 0.1, 2, "kick", "snare"), _sampling));
        Assert.Equal("kick", (await fixture.Generator.GenerateAsync(DrumKind.Kick)).Recipe!.Class);
        var failure = await Assert.ThrowsAsync<ArgumentException>(() => fixture.Generator.GenerateAsync("test"));
        Assert.Contains("kick, snare", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OwnSchedule_OfAModelThatIsNoStudent_IsRefused()
    {
        using var fixture = new GeneratorFixture();
        var failure = await Assert.ThrowsAsync<ArgumentException>(
            () => fixture.Generator.GenerateAsync(DrumKind.Kick, new() { Schedule = "own", Sampler = "ddim", Steps = 3 }));
        Assert.Contains("that of a student", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(EachVerb.All), MemberType = typeof(EachVerb))]
    public async Task EveryVerb_Works_AndThoseWithASourceRunWithTheTeacher(string verb)
    {
        using var teacher = new AnalyticGaussianModel(0.2, 0.1);
        using var learnt = new AnalyticGaussianModel(0.2, 0.1);
        using var fixture = new GeneratorFixture(new Student(learnt, _sampling), teacher: teacher);
        var clips = await EachVerb.RunAsync(fixture, verb, EachVerb.Sound(), new() { Seed = 5 });
        Assert.NotEmpty(clips);
        var usesTeacher = EachVerb.WithASource().Any(row => row.Data == verb);
        Assert.Equal((usesTeacher, !usesTeacher), (teacher.Calls > 0, learnt.Calls > 0));
        if (verb is not "invert")
            Assert.All(clips, clip => Assert.Equal(usesTeacher ? "teacher" : "test", clip.Recipe!.Model));
    }

    [Fact]
    public async Task Vary_WithoutItsTeacher_SaysWhomToName()
    {
        using var fixture = new GeneratorFixture(new Student(new AnalyticGaussianModel(0.2, 0.1), _sampling));
        var failure = await Assert.ThrowsAsync<ModelNotFoundException>(
            () => fixture.Studio.VaryAsync(DrumKind.Kick, EachVerb.Sound(), new(), new() { Seed = 1 }));
        Assert.Contains("\"teacher\"", failure.Message, StringComparison.Ordinal);
    }

    private sealed class Student(IDiffusionModel inner, StudentSampling sampling) : IDiffusionModel
    {
        public DiffusionModelInfo Info => inner.Info with { Student = sampling };

        public void PredictVelocity(in VelocityRequest request, Span<float> velocity) => inner.PredictVelocity(request, velocity);

        public void Dispose()
        {
        }
    }
}
