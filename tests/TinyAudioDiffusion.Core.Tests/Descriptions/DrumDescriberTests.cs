using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Tests.Character;
using TinyAudioDiffusion.Tests.Fakes;
using TinyAudioDiffusion.Tests.Generation;

namespace TinyAudioDiffusion.Tests.Descriptions;

/// <summary>Descriptions against models: what is asked of them, what they cannot do, and what the recipe tells.</summary>
public sealed class DrumDescriberTests
{
    [Fact]
    public async Task AModelWithClassesAndSliders_DoesAllOfIt_AndTheRecipeTellsNumbers()
    {
        using var fixture = Create(TestCharacters.Info);
        var sound = await fixture.Describer.DescribeAsync("very dark clap with a long tail");
        Assert.Empty(sound.NotApplied);
        Assert.Equal("clap", sound.Options.Class);

        var clip = await fixture.Describer.GenerateAsync("very dark clap with a long tail", new() { Seed = 7, Steps = 1 });
        var recipe = clip.Recipe!;
        Assert.Equal("clap", recipe.Class);
        Assert.Equal(new CharacterSliders { Brightness = 0.1, Decay = 0.8 }, recipe.Character);
        Assert.Equal(7ul, recipe.Seed);
        var byHand = await fixture.Generator.GenerateAsync(
            DrumKind.Percussion,
            new() { Class = "clap", Character = new() { Brightness = 0.1, Decay = 0.8 }, Seed = 7, Steps = 1 });
        Assert.Equal(byHand.Samples.ToArray(), clip.Samples.ToArray());
        var again = await fixture.Generator.GenerateAsync(recipe.Model, recipe.ToOptions());
        Assert.Equal(recipe, again.Recipe);
    }

    [Fact]
    public async Task AModelOfKindsAlone_MakesTheKind_AndSaysWhatItLeavesOut()
    {
        using var fixture = Create(TestCharacters.Info with
        {
            Classes = ["kick", "snare", "hihat", "percussion"],
            DrumClasses = [],
            Character = null,
        });
        var sound = await fixture.Describer.DescribeAsync("dark short open hat");
        Assert.Null(sound.Options.Character);
        Assert.Equal(
            [
                "the model \"test\" has no class open-hat, so it makes a hihat",
                "the model \"test\" has no slider for brightness, decay",
            ],
            sound.NotApplied);
        var clip = await fixture.Describer.GenerateAsync("dark short open hat", new() { Steps = 1 });
        Assert.Equal("hihat", clip.Recipe!.Class);
    }

    [Fact]
    public async Task AModelWithoutClasses_IsAskedForNone()
    {
        using var fixture = new GeneratorFixture();
        var clip = await fixture.Describer.GenerateAsync("kick", new() { Steps = 1 });
        Assert.Null(clip.Recipe!.Class);
    }

    [Fact]
    public async Task SeveralDrums_AreABlend_WhereTheModelHasThem()
    {
        using var fixture = Create(TestCharacters.Info);
        var clip = await fixture.Describer.GenerateAsync("a tom with a bit of clap", new() { Steps = 1 });
        Assert.Equal("tom:1+clap:0.3", clip.Recipe!.Class);

        var sound = await fixture.Describer.DescribeAsync("tom and kick");
        Assert.Equal("tom", sound.Options.Class);
        Assert.Equal(["the model \"test\" has no class kick to blend"], sound.NotApplied);
    }

    [Fact]
    public async Task AKind_DrawsItsClassFromTheSeed()
    {
        using var fixture = Create(TestCharacters.Info);
        var clip = await fixture.Describer.GenerateAsync("bright percussion", new() { Steps = 1, Seed = 1 });
        Assert.Contains(clip.Recipe!.Class, TestCharacters.Info.Classes);
    }

    [Fact]
    public async Task Options_GoBeforeTheDescription()
    {
        using var fixture = Create(TestCharacters.Info);
        var sound = await fixture.Describer.DescribeAsync(
            "dark short clap", new() { Class = "tom", Character = new() { Brightness = 0.9 } });
        Assert.Equal("tom", sound.Options.Class);
        Assert.Equal(new CharacterSliders { Brightness = 0.9, Decay = 0.2 }, sound.Options.Character);
    }

    [Fact]
    public async Task WithoutADrum_AModelMustBeNamed()
    {
        using var fixture = Create(TestCharacters.Info);
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => fixture.Describer.DescribeAsync("very dark"));
        Assert.Contains("\"very dark kick\"", exception.Message, StringComparison.Ordinal);
        var clip = await fixture.Describer.GenerateAsync("very dark", new() { Model = "test", Class = "tom", Steps = 1 });
        Assert.Equal(0.1, clip.Recipe!.Character!.Brightness);
        exception = await Assert.ThrowsAsync<ArgumentException>(() => fixture.Describer.DescribeAsync("wobbly", new() { Model = "test" }));
        Assert.Contains("Nothing in \"wobbly\" was understood", exception.Message, StringComparison.Ordinal);
    }

    private static GeneratorFixture Create(DiffusionModelInfo info) => new(
        new ScriptedDiffusionModel
        {
            Info = info,
            OnPredict = (in VelocityRequest request, Span<float> velocity) => request.Noisy.CopyTo(velocity),
        },
        settings: new(Sampler: "ddim", Schedule: "linear"));
}
