using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Tests.Fakes;
using TinyAudioDiffusion.Tests.Generation;

namespace TinyAudioDiffusion.Tests.Character;

/// <summary>Characters and drawn classes, from the options to what the network is asked.</summary>
public sealed class CharacterGenerationTests
{
    private static readonly DiffusionModelInfo _info = new()
    {
        Name = "told",
        SampleRate = 44100,
        Channels = 2,
        NativeLength = 64,
        LengthMultiple = 16,
        Classes = ["tom", "clap"],
        DrumClasses = [new("tom", DrumKind.Percussion, 0.75), new("clap", DrumKind.Percussion, 0.25)],
        Character = TestCharacters.Model,
    };

    [Fact]
    public async Task Characters_AreDrawnFromTheSeedsOfTheirClass()
    {
        var (fixture, asked) = Create();
        using (fixture)
        {
            await fixture.Generator.GenerateBatchAsync("test", 2, new() { Class = "clap", Seed = 5, Steps = 1 });
            Assert.Equal([.. TestCharacters.Model.Priors[1]!.Draw(5), .. TestCharacters.Model.Priors[1]!.Draw(6)], Assert.Single(asked).Characters);

            await fixture.Generator.GenerateAsync("test", new() { Class = "clap", Seed = 5, Steps = 1, Character = new() { Decay = 0.25 } });
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
            Assert.Equal(classes, asked.SelectMany(call => call.Classes).Select(index => (string?)_info.Classes[index]));

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
            var clip = await fixture.Generator.GenerateAsync("test", new() { Class = "tom", Seed = 3, Steps = 1, Character = new() { Brightness = 0.8, Noisiness = 0.1 } });
            Assert.Equal(new CharacterSliders { Brightness = 0.8, Noisiness = 0.1 }, clip.Recipe!.Character);
            Assert.Equal(clip.Recipe, SoundId.Parse(SoundId.Format(clip.Recipe!)));
        }
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    public async Task ASliderBeyondItsRange_IsRefused(double value)
    {
        var (fixture, _) = Create();
        using (fixture)
        {
            var exception = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => fixture.Generator.GenerateAsync("test", new() { Character = new() { Punch = value } }));
            Assert.Contains("punch", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AModelWithoutCharacters_RefusesSliders()
    {
        using var fixture = new GeneratorFixture();
        await Assert.ThrowsAsync<ArgumentException>(() => fixture.Generator.GenerateAsync("test", new() { Character = new() { Decay = 0.5 } }));
    }

    private static (GeneratorFixture Fixture, List<(int[] Classes, float[] Characters)> Asked) Create()
    {
        var asked = new List<(int[], float[])>();
        var model = new ScriptedDiffusionModel
        {
            Info = _info,
            OnPredict = (in VelocityRequest request, Span<float> velocity) =>
            {
                asked.Add((request.Classes.ToArray(), request.Characters.ToArray()));
                request.Noisy.CopyTo(velocity);
            },
        };
        return (new GeneratorFixture(model, settings: new(Sampler: "ddim", Schedule: "linear")), asked);
    }
}
