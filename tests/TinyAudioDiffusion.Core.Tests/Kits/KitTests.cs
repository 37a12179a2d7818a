using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Grooves;
using TinyAudioDiffusion.Tests.Character;
using TinyAudioDiffusion.Tests.Fakes;
using TinyAudioDiffusion.Tests.Generation;

namespace TinyAudioDiffusion.Tests.Kits;

/// <summary>Kits: which drums, one character, velocity layers and sounds that take turns.</summary>
public sealed class KitTests
{
    private static readonly DrumPart _tom = GeneralMidiDrums.Find("low-tom")!;
    private static readonly DrumPart _clap = GeneralMidiDrums.Find("clap")!;
    private static readonly GenerationOptions _quick = new() { Model = "test", Seed = 5, Steps = 1, Sampler = "ddim" };

    [Fact]
    public async Task AModelOfKinds_MakesOneOfEach_FromOneSeed()
    {
        using var fixture = new GeneratorFixture();
        var kit = await fixture.Studio.KitAsync(options: _quick);

        Assert.Equal(["kick", "snare", "hihat", "percussion"], kit.Pads.Select(pad => pad.Part.Name));
        Assert.All(kit.Pads, pad => Assert.Equal(5ul, Assert.Single(pad.Sounds).Clip.Recipe!.Seed));
        Assert.Null(kit.Character);
    }

    [Fact]
    public async Task AllDrums_HaveTheCharacterOfTheKit()
    {
        var (fixture, _) = Create();
        using (fixture)
        {
            var kit = await fixture.Studio.KitAsync(new() { Parts = [_tom, _clap] }, _quick);

            Assert.NotNull(kit.Character);
            Assert.All(kit.Pads, pad => Assert.Equal(kit.Character, pad.Sounds[0].Clip.Recipe!.Character));
            Assert.Equal(["tom", "clap"], kit.Pads.Select(pad => pad.Sounds[0].Clip.Recipe!.Class));
            Assert.All([kit.Character.Brightness, kit.Character.Decay, kit.Character.Punch], value => Assert.InRange(value!.Value, 0, 1));
            Assert.NotEqual(kit.Character, (await fixture.Studio.KitAsync(new() { Parts = [_tom] }, _quick with { Seed = 6 })).Character);
        }
    }

    [Fact]
    public async Task WhatTheCallSets_WinsOverTheKitsCharacter()
    {
        var (fixture, _) = Create();
        using (fixture)
        {
            var kit = await fixture.Studio.KitAsync(new() { Parts = [_tom] }, _quick with { Character = new() { Brightness = 0.9 } });
            var free = await fixture.Studio.KitAsync(new() { Parts = [_tom], OneCharacter = false }, _quick);

            Assert.Equal(0.9, kit.Character!.Brightness);
            Assert.NotNull(kit.Character.Decay);
            Assert.Null(free.Pads[0].Sounds[0].Clip.Recipe!.Character);
        }
    }

    [Fact]
    public async Task SofterLayers_AreDarkerAndShorter_AndTurnsAreSmallSteps()
    {
        var (fixture, _) = Create();
        using (fixture)
        {
            var kit = await fixture.Studio.KitAsync(new() { Parts = [_tom], VelocityLayers = 2, RoundRobins = 2 }, _quick);

            var sounds = kit.Pads[0].Sounds;
            Assert.Equal([(0, 0, 1.0), (0, 1, 1.0), (1, 0, 0.5), (1, 1, 0.5)], sounds.Select(s => (s.Layer, s.RoundRobin, s.Velocity)));
            var (hard, soft) = (sounds[0].Clip.Recipe!.Character!, sounds[2].Clip.Recipe!.Character!);
            Assert.True(soft.Brightness < hard.Brightness && soft.Decay < hard.Decay && soft.Punch == hard.Punch);
            Assert.Equal([null, "interpolate", null, "interpolate"], sounds.Select(sound => sound.Clip.Recipe!.Edit?.Verb));
            Assert.Equal(4, sounds.Select(sound => SoundId.Format(sound.Clip.Recipe!)).Distinct().Count());

            var again = await fixture.Studio.KitAsync(new() { Parts = [_tom], VelocityLayers = 2, RoundRobins = 2 }, _quick);
            Assert.Equal(
                sounds.Select(sound => sound.Clip.Samples.ToArray()), again.Pads[0].Sounds.Select(sound => sound.Clip.Samples.ToArray()));
        }
    }

    [Fact]
    public async Task WithoutCharacters_SofterLayersAreFiltered()
    {
        using var fixture = new GeneratorFixture(new ClickModel(0, 1, 0, 0));
        var kit = await fixture.Studio.KitAsync(new() { Parts = [_clap], VelocityLayers = 4 }, _quick);

        var clips = kit.Pads[0].Sounds.Select(sound => sound.Clip).ToList();
        Assert.Equal(4, clips.Count);
        for (var layer = 1; layer < 4; layer++)
            Assert.True(Roughness(clips[layer]) < Roughness(clips[layer - 1]));
    }

    [Fact]
    public async Task AGroove_HasTheCharacterOfItsKit()
    {
        var (fixture, asked) = Create();
        using (fixture)
        {
            var kit = await fixture.Studio.KitAsync(new() { Parts = [_clap] }, _quick);
            asked.Clear();
            await fixture.Studio.RenderAsync(GrooveGrid.Parse("clap x", "x"), null, _quick);
            Assert.Equal(TestCharacters.Model.Priors[1]!.Draw(5 + (ulong)_clap.Variant, kit.Character), asked[0]);
        }
    }

    [Fact]
    public async Task Progress_CountsTheWholeKit()
    {
        var (fixture, _) = Create();
        using (fixture)
        {
            var reports = new List<GenerationProgress>();
            var progress = new ListProgress(reports);
            await fixture.Studio.KitAsync(new() { Parts = [_tom, _clap], VelocityLayers = 2, RoundRobins = 3 }, _quick, progress);
            Assert.Equal((GenerationStage.Done, 12, 12), (reports[^1].Stage, reports[^1].Step, reports[^1].Steps));
        }
    }

    [Theory]
    [InlineData(0, 1, 0.1)]
    [InlineData(65, 1, 0.1)]
    [InlineData(1, 0, 0.1)]
    [InlineData(1, 17, 0.1)]
    [InlineData(1, 1, -0.1)]
    [InlineData(1, 1, double.NaN)]
    public async Task NumbersBeyondTheirRange_AreRefused(int roundRobins, int layers, double spread)
    {
        using var fixture = new GeneratorFixture();
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => fixture.Studio.KitAsync(
            new() { RoundRobins = roundRobins, VelocityLayers = layers, Spread = spread }, _quick));
    }

    [Fact]
    public async Task ADrumThatIsThereTwice_AKitOfNone_AndAClass_AreRefused()
    {
        using var fixture = new GeneratorFixture();
        Assert.Contains("clap", (await Assert.ThrowsAsync<ArgumentException>(
            () => fixture.Studio.KitAsync(new() { Parts = [_clap, _tom, _clap] }, _quick))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => fixture.Studio.KitAsync(new() { Parts = [] }, _quick));
        await Assert.ThrowsAsync<ArgumentException>(() => fixture.Studio.KitAsync(options: _quick with { Class = "clap" }));
    }

    private static float Roughness(AudioClip clip)
    {
        var channel = clip.Channel(0);
        var sum = 0f;
        for (var i = 1; i < channel.Length; i++)
            sum += Math.Abs(channel[i] - channel[i - 1]);
        return sum;
    }

    private static (GeneratorFixture Fixture, List<float[]> Asked) Create()
    {
        var asked = new List<float[]>();
        var model = new ScriptedDiffusionModel
        {
            Info = TestCharacters.Info,
            OnPredict = (in VelocityRequest request, Span<float> velocity) =>
            {
                asked.Add(request.Characters.ToArray());
                request.Noisy.CopyTo(velocity);
            },
        };
        return (new GeneratorFixture(model, settings: new(Sampler: "ddim", Schedule: "linear")), asked);
    }

    private sealed class ListProgress(List<GenerationProgress> reports) : IProgress<GenerationProgress>
    {
        public void Report(GenerationProgress value) => reports.Add(value);
    }
}
