using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Tests.Fakes;
using TinyAudioDiffusion.Tests.Generation;

namespace TinyAudioDiffusion.Tests.Character;

/// <summary>Characters and drawn classes, from the options to what the network is asked.</summary>
public sealed class CharacterGenerationTests
{
    [Fact]
    public async Task Characters_AreDrawnFromTheSeedsOfTheirClass()
    {
        var (fixture, asked) = Create();
        using (fixture)
        {
            await fixture.Generator.GenerateBatchAsync("test", 2, new() { Class = "clap", Seed = 5, Steps = 1 });
            Assert.Equal(
                [.. TestCharacters.Model.Priors[1]!.Draw(5), .. TestCharacters.Model.Priors[1]!.Draw(6)], Assert.Single(asked).Characters);

            await fixture.Generator.GenerateAsync(
                "test", new() { Class = "clap", Seed = 5, Steps = 1, Character = new() { Decay = 0.25 } });
            Assert.Equal(TestCharacters.Model.Priors[1]!.Draw(5, new() { Decay = 0.25 }), asked[1].Characters);
        }
    }

    [Fact]
    public async Task Guidance_KeepsTheCharacter_AndHidesTheClass()
    {
        var (fixture, asked) = Create();
        using (fixture)
        {
            await fixture.Generator.GenerateAsync("test", new() { Class = "clap", Seed = 5, Steps = 1, Guidance = 3 });
            var character = TestCharacters.Model.Priors[1]!.Draw(5);
            Assert.Equal([.. character, .. character], Assert.Single(asked).Characters);
            Assert.Equal([1, -1], asked[0].Classes);
        }
    }

    [Fact]
    public async Task AKindOfSeveralClasses_DrawsOneForEachSeed_AndTheRecipeTellsIt()
    {
        var (fixture, asked) = Create();
        using (fixture)
        {
            var clips = await fixture.Generator.GenerateBatchAsync(DrumKind.Percussion, 64, new() { Seed = 1, Steps = 1 });
            var classes = clips.Select(clip => clip.Recipe!.Class).ToList();
            Assert.InRange(classes.Count(name => name == "clap"), 6, 28);
            Assert.Equal(64, classes.Count(name => name is "clap" or "tom"));
            Assert.Equal(classes, asked.SelectMany(call => call.Classes).Select(index => (string?)TestCharacters.Info.Classes[index]));

            var recipe = clips[9].Recipe!;
            var again = await fixture.Generator.GenerateAsync(recipe.Model, recipe.ToOptions());
            Assert.Equal(recipe, again.Recipe);
            Assert.Equal(clips[9].Samples.ToArray(), again.Samples.ToArray());
        }
    }

    [Fact]
    public async Task Sliders_AreInRecipeAndSoundId()
    {
        var (fixture, _) = Create();
        using (fixture)
        {
            var clip = await fixture.Generator.GenerateAsync(
                "test", new() { Class = "tom", Seed = 3, Steps = 1, Character = new() { Brightness = 0.8, Noisiness = 0.1 } });
            Assert.Equal(new CharacterSliders { Brightness = 0.8, Noisiness = 0.1 }, clip.Recipe!.Character);
            Assert.Equal(clip.Recipe, SoundId.Parse(SoundId.Format(clip.Recipe!)));
        }
    }

    [Fact]
    public async Task Like_TakesTheCharacterOfASound_AndSlidersChangeIt()
    {
        var (fixture, asked) = Create();
        using (fixture)
        {
            var tone = SoundControlsTests.Tone(150, 0.2);
            var options = new GenerationOptions { Class = "tom", Seed = 3, Steps = 1, Like = tone };
            var clip = await fixture.Generator.GenerateAsync("test", options);
            var measured = TestCharacters.Model.Space.Measure(tone);
            Assert.Equal(measured, asked[0].Characters, (a, b) => Math.Abs(a - b) < 0.006);

            await fixture.Generator.GenerateAsync("test", options with { Seed = 4 });
            Assert.Equal(asked[0].Characters, asked[1].Characters);

            await fixture.Generator.GenerateAsync("test", options with { Character = new() { Decay = 1 } });
            Assert.True(asked[2].Characters[1] > asked[0].Characters[1]);

            Assert.Equal(clip.Recipe, SoundId.Parse(SoundId.Format(clip.Recipe!)));
            var again = await fixture.Generator.GenerateAsync("test", clip.Recipe!.ToOptions());
            Assert.Equal(clip.Recipe, again.Recipe);
            Assert.Equal(asked[0].Characters, asked[3].Characters);
        }
    }

    [Fact]
    public async Task Like_StartsAtTheOnset()
    {
        var (fixture, asked) = Create();
        using (fixture)
        {
            var tone = SoundControlsTests.Tone(150, 0.2);
            var late = new AudioClip([.. new float[500], .. tone.Samples.Span], 1, tone.SampleRate);
            await fixture.Generator.GenerateAsync("test", new() { Class = "tom", Steps = 1, Like = tone });
            await fixture.Generator.GenerateAsync("test", new() { Class = "tom", Steps = 1, Like = late });
            Assert.Equal(asked[0].Characters, asked[1].Characters, (a, b) => Math.Abs(a - b) < 0.3);
        }
    }

    [Theory]
    [InlineData("1,2")]
    [InlineData("NaN,0,0,0,0,0,0,0,0")]
    [InlineData("1e9,0,0,0,0,0,0,0,0")]
    public async Task ACharacterThatDoesNotFitTheModel_IsRefused(string like)
    {
        var (fixture, _) = Create();
        using (fixture)
        {
            var recipe = SoundId.Parse($"tad1:test?seed=1&sampler=ddim&schedule=linear&steps=1&length=64&class=tom&like={like}");
            var exception = await Assert.ThrowsAsync<ArgumentException>(
                () => fixture.Generator.GenerateAsync("test", recipe.ToOptions()));
            Assert.Contains("does not fit the model", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ACharacterThatIsNoNumbers_IsNoId()
        => Assert.Throws<FormatException>(
            () => SoundId.Parse("tad1:test?seed=1&sampler=ddim&schedule=linear&steps=1&length=64&like=a,b"));

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    public async Task ASliderBeyondItsRange_IsRefused(double value)
    {
        var (fixture, _) = Create();
        using (fixture)
        {
            var exception = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
                () => fixture.Generator.GenerateAsync("test", new() { Character = new() { Punch = value } }));
            Assert.Contains("punch", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AModelWithoutCharacters_RefusesSliders()
    {
        using var fixture = new GeneratorFixture();
        await Assert.ThrowsAsync<ArgumentException>(
            () => fixture.Generator.GenerateAsync("test", new() { Character = new() { Decay = 0.5 } }));
    }

    private static (GeneratorFixture Fixture, List<(int[] Classes, float[] Characters)> Asked) Create()
    {
        var asked = new List<(int[], float[])>();
        var model = new ScriptedDiffusionModel
        {
            Info = TestCharacters.Info,
            OnPredict = (in VelocityRequest request, Span<float> velocity) =>
            {
                asked.Add((request.Classes.ToArray(), request.Characters.ToArray()));
                request.Noisy.CopyTo(velocity);
            },
        };
        return (new GeneratorFixture(model, settings: new(Sampler: "ddim", Schedule: "linear")), asked);
    }
}
