using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Tests.Character;
using TinyAudioDiffusion.Tests.Fakes;

namespace TinyAudioDiffusion.Tests.Generation;

/// <summary>Blends of classes, from the text to what the network is asked.</summary>
public sealed class ClassBlendTests
{
    [Theory]
    [InlineData("tom:0.7+clap:0.3", 0.7f, 0.3f)]
    [InlineData("clap + tom:3", 0.75f, 0.25f)]
    [InlineData("TOM+clap", 0.5f, 0.5f)]
    public async Task Shares_AreThoseOfTheText_AndTheRecipeMakesItAgain(string text, float tom, float clap)
    {
        var (fixture, asked) = Create();
        using (fixture)
        {
            var clip = await fixture.Generator.GenerateAsync("test", new() { Class = text, Seed = 5, Steps = 1 });
            Assert.Equal([VelocityRequest.BlendedClass], asked[0].Classes);
            Assert.Equal([tom, clap], asked[0].Shares);
            Assert.Equal(clip.Recipe, SoundId.Parse(SoundId.Format(clip.Recipe!)));

            var again = await fixture.Generator.GenerateAsync("test", clip.Recipe!.ToOptions());
            Assert.Equal(clip.Recipe, again.Recipe);
            Assert.Equal(clip.Samples.ToArray(), again.Samples.ToArray());
            Assert.Equal(asked[0].Shares, asked[1].Shares);
        }
    }

    [Fact]
    public async Task TheCharacter_LiesBetweenThoseOfTheClasses_AndGuidanceHidesTheBlend()
    {
        var (fixture, asked) = Create();
        using (fixture)
        {
            await fixture.Generator.GenerateAsync("test", new() { Class = "tom:0.25+clap:0.75", Seed = 5, Steps = 1, Guidance = 2 });
            var (tom, clap) = (TestCharacters.Model.Priors[0]!.Draw(5), TestCharacters.Model.Priors[1]!.Draw(5));
            float[] expected = [.. tom.Zip(clap, (a, b) => (0.25f * a) + (0.75f * b))];
            Assert.Equal([.. expected, .. expected], asked[0].Characters, (a, b) => Math.Abs(a - b) < 1e-5);
            Assert.Equal([VelocityRequest.BlendedClass, -1], asked[0].Classes);
        }
    }

    [Theory]
    [InlineData("tom:0+clap", "\"0\"")]
    [InlineData("tom:-1+clap", "\"-1\"")]
    [InlineData("tom:x+clap", "\"x\"")]
    [InlineData("tom:+clap", "\"\"")]
    [InlineData("tom+tom", "\"tom\" twice")]
    public async Task ABlendThatIsNone_IsRefused(string text, string named)
    {
        var (fixture, _) = Create();
        using (fixture)
        {
            var exception = await Assert.ThrowsAsync<ArgumentException>(
                () => fixture.Generator.GenerateAsync("test", new() { Class = text }));
            Assert.Contains(named, exception.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("tom+gong")]
    [InlineData("percussion+tom")]
    public async Task AClassThatIsNone_IsNamed(string text)
    {
        var (fixture, _) = Create();
        using (fixture)
            await Assert.ThrowsAsync<UnknownNameException>(() => fixture.Generator.GenerateAsync("test", new() { Class = text }));
    }

    private static (GeneratorFixture Fixture, List<(int[] Classes, float[] Shares, float[] Characters)> Asked) Create()
    {
        var asked = new List<(int[], float[], float[])>();
        var model = new ScriptedDiffusionModel
        {
            Info = TestCharacters.Info,
            OnPredict = (in VelocityRequest request, Span<float> velocity) =>
            {
                asked.Add((request.Classes.ToArray(), request.ClassShares.ToArray(), request.Characters.ToArray()));
                request.Noisy.CopyTo(velocity);
            },
        };
        return (new GeneratorFixture(model, settings: new(Sampler: "ddim", Schedule: "linear")), asked);
    }
}
