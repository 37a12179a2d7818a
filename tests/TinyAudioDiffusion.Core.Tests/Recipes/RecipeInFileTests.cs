using System.Text;
using TinyAudioDiffusion.Tests.Fakes;
using TinyAudioDiffusion.Tests.Generation;
using TinyAudioDiffusion.Tests.Verbs;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Tests.Recipes;

public sealed class RecipeInFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tad-recipe-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("wav", SampleEncoding.Pcm16, 100)]
    [InlineData("wav", SampleEncoding.Pcm24, 101)]
    [InlineData("wav", SampleEncoding.Float32, 256)]
    [InlineData("flac", SampleEncoding.Pcm16, 100)]
    [InlineData("flac", SampleEncoding.Pcm24, 257)]
    public async Task FromFile_MakesTheSameBytesAgain(string format, SampleEncoding encoding, int length)
    {
        using var fixture = new GeneratorFixture(
            new AnalyticGaussianModel(0, 0.1, 2, "kick", "snare"),
            new ModelCard { Id = "test", Location = "fake:test", Kinds = [DrumKind.Kick], Licence = "CC0 – no rights" });
        var (first, second) = (PathOf($"first.{format}"), PathOf($"second.{format}"));
        var clip = await fixture.Generator.GenerateAsync(DrumKind.Kick, new()
        {
            Steps = 7,
            Length = length,
            Sampler = "dpmpp-2m-sde",
            Schedule = "karras",
            Guidance = 1.5,
            GuidanceInterval = new(0.15, 0.9),
            NegativeClass = "snare",
            Finishing = FinishingOptions.Ready with { Fade = 0, Target = 0, Normalization = Normalization.Loudness },
        });
        clip.Save(first, encoding);

        var recipe = GenerationRecipe.FromFile(first);
        (await fixture.Generator.GenerateAsync(recipe.Model, recipe.ToOptions())).Save(second, encoding);

        Assert.Equal(clip.Recipe, recipe);
        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
    }

    [Fact]
    public async Task Flac_IsMarkedForPeopleAndPlayers_AndCarriesTheRecipeWhateverItIsCalled()
    {
        using var fixture = new GeneratorFixture(
            card: new ModelCard { Id = "test", Location = "fake:test", Kinds = [DrumKind.Kick], Licence = "CC0" });
        var path = PathOf("marked.flac");
        (await fixture.Generator.GenerateAsync(DrumKind.Kick, new() { Seed = 3, Steps = 2 })).Save(path);

        var text = Encoding.Latin1.GetString(File.ReadAllBytes(path));

        Assert.Contains("SOFTWARE=TinyAudioDiffusion 0.1.0", text, StringComparison.Ordinal);
        Assert.Contains("DESCRIPTION=AI-generated: model test, seed 3", text, StringComparison.Ordinal);
        Assert.Contains("LICENSE=CC0", text, StringComparison.Ordinal);
        Assert.Contains("tadr{", text, StringComparison.Ordinal);
        File.Move(path, PathOf("called.wav"));
        Assert.Equal(3ul, GenerationRecipe.FromFile(PathOf("called.wav")).Seed);
        Assert.Equal(256, AudioClip.Load(PathOf("called.wav")).Length);
    }

    [Fact]
    public async Task File_IsMarkedForPeopleAndPlayers()
    {
        using var fixture = new GeneratorFixture(
            card: new ModelCard { Id = "test", Location = "fake:test", Kinds = [DrumKind.Kick], Licence = "CC0" });
        var path = PathOf("marked.wav");
        (await fixture.Generator.GenerateAsync(DrumKind.Kick, new() { Seed = 0, Steps = 2 })).Save(path);

        var text = Encoding.Latin1.GetString(File.ReadAllBytes(path));

        Assert.Contains("LIST", text, StringComparison.Ordinal);
        Assert.Contains("ISFT\u0019\0\0\0TinyAudioDiffusion 0.1.0\0", text, StringComparison.Ordinal);
        Assert.Contains("ICMT", text, StringComparison.Ordinal);
        Assert.Contains("AI-generated: model test, seed 0", text, StringComparison.Ordinal);
        Assert.Contains("ICOP\u0004\0\0\0CC0\0", text, StringComparison.Ordinal);
        Assert.Contains("\"aiGenerated\":true", text, StringComparison.Ordinal);
        Assert.Contains("\"modelLicence\":\"CC0\"", text, StringComparison.Ordinal);
        Assert.Equal(0ul, GenerationRecipe.FromFile(path).Seed);
        Assert.Equal(256, AudioClip.Load(path).Length);
        Assert.Equal(new FileInfo(path).Length - 8, BitConverter.ToUInt32(File.ReadAllBytes(path), 4));
    }

    [Theory]
    [MemberData(nameof(EachVerb.WithAnEdit), MemberType = typeof(EachVerb))]
    public async Task SoundOfAVerb_IsRemadeFromItsRecipe(string verb)
    {
        using var fixture = new GeneratorFixture();
        var (path, source) = (PathOf("verb.wav"), EachVerb.Sound());
        var finishing = EachVerb.KeepsAPart(verb) ? null : FinishingOptions.Ready;
        var clips = await EachVerb.RunAsync(fixture, verb, source, new() { Seed = 5, Steps = 6, Sampler = "ddim", Finishing = finishing });
        var clip = clips[clips.Count / 2];
        clip.Save(path, SampleEncoding.Float32);

        var recipe = GenerationRecipe.FromFile(path);
        AudioClip[] sources = verb switch
        {
            "interpolate" or "morph" => [source, new AudioClip([.. source.Samples.ToArray().Reverse()], 2, 44100)],
            "interpolate-seeds" or "loop" => [],
            _ => [source],
        };
        var again = await fixture.Studio.RemakeAsync(SoundId.Parse(SoundId.Format(recipe)), sources);
        again.Save(PathOf("again.wav"), SampleEncoding.Float32);

        Assert.Equal(clip.Recipe, recipe);
        Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(PathOf("again.wav")));
        Assert.Contains("RemakeAsync", Assert.Throws<InvalidOperationException>(recipe.ToOptions).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => fixture.Studio.RemakeAsync(recipe, [.. sources, source]));
        if (sources.Length == 0)
            return;
        await Assert.ThrowsAsync<ArgumentException>(() => fixture.Studio.RemakeAsync(recipe));
        var wrong = await Assert.ThrowsAsync<UnusableSoundException>(
            () => fixture.Studio.RemakeAsync(recipe, [.. sources.Select(_ => new AudioClip(new float[512], 2, 44100))]));
        Assert.Contains("not the one of the recipe", wrong.Message, StringComparison.Ordinal);
    }

    // Earlier versions finished sounds of which a part was kept; their files still make the same sound.
    [Theory]
    [InlineData("inpaint")]
    [InlineData("extend")]
    public async Task RecipeOfAnEarlierVersion_WithFinishing_IsRemadeAsItWas(string verb)
    {
        using var fixture = new GeneratorFixture();
        var clip = (await EachVerb.RunAsync(fixture, verb, EachVerb.Sound(), new() { Seed = 5, Steps = 3 }))[0];
        var earlier = clip.Recipe! with { Finishing = FinishingOptions.Ready };

        var again = await fixture.Studio.RemakeAsync(earlier, [EachVerb.Sound()]);

        Assert.Equal(earlier, again.Recipe);
        Assert.Equal(Finisher.Apply(clip, FinishingOptions.Ready).Clip.Samples.ToArray(), again.Samples.ToArray());
        await Assert.ThrowsAsync<ArgumentException>(
            () => fixture.Studio.RemakeAsync(clip.Recipe!, [EachVerb.Sound()], new() { Finishing = FinishingOptions.Ready }));
    }

    [Fact]
    public void Provenance_OfAnotherMaker_GoesIntoTheFile_AndIsNoRecipe()
    {
        var path = PathOf("other.wav");
        new AudioClip(new float[10], 1, 8000) { Provenance = new OtherMaker() }.Save(path);

        var text = Encoding.Latin1.GetString(File.ReadAllBytes(path));

        Assert.Contains("by hand", text, StringComparison.Ordinal);
        Assert.Null(AudioClip.Load(path).Recipe);
        Assert.Throws<AudioFormatException>(() => GenerationRecipe.FromFile(path));
    }

    [Fact]
    public async Task Remake_Changes_CountBeforeTheRecipe()
    {
        using var fixture = new GeneratorFixture();
        var loop = (await fixture.Studio.LoopAsync("test", 1, new() { Seed = 5, Steps = 4, Length = 99 }))[0];
        var plain = await fixture.Generator.GenerateAsync("test", new() { Seed = 5, Steps = 4 });

        var other = await fixture.Studio.RemakeAsync(loop.Recipe!, changes: new() { Seed = 6, Length = 50 });

        Assert.Equal(loop.Recipe! with { Seed = 6, Length = 50 }, other.Recipe);
        Assert.Equal(plain.Samples.ToArray(), (await fixture.Studio.RemakeAsync(plain.Recipe!)).Samples.ToArray());
        await Assert.ThrowsAsync<ArgumentException>(() => fixture.Studio.RemakeAsync(plain.Recipe!, [loop]));
    }

    [Fact]
    public async Task AnotherRevisionOfTheModel_IsAnError()
    {
        using var fixture = new GeneratorFixture();
        var plain = (await fixture.Generator.GenerateAsync("test", new() { Seed = 5, Steps = 2 })).Recipe!;
        Assert.Equal("r1", plain.ToOptions().Revision);
        var older = plain with { Revision = "r0" };

        Func<Task<AudioClip>>[] attempts =
        [
            () => fixture.Generator.GenerateAsync("test", older.ToOptions()),
            () => fixture.Studio.RemakeAsync(older),
            () => fixture.Studio.RemakeAsync(older with { Edit = new("loop") }),
        ];
        foreach (var attempt in attempts)
        {
            var exception = await Assert.ThrowsAsync<ModelNotFoundException>(attempt);
            Assert.Contains("with revision r0 of the model \"test\", and here is revision r1", exception.Message, StringComparison.Ordinal);
        }

        Assert.Equal(plain, (await fixture.Studio.RemakeAsync(older, changes: new() { Model = "test" })).Recipe);
        Assert.Equal(plain, (await fixture.Studio.RemakeAsync(older with { Revision = null })).Recipe);
    }

    [Theory]
    [InlineData("magic", null, null)]
    [InlineData("vary", null, null)]
    [InlineData("inpaint", null, 4)]
    [InlineData("inpaint", "nonsense", 4)]
    [InlineData("inpaint", "0-0.1", null)]
    [InlineData("extend", null, 4)]
    public async Task Remake_OfAnIncompleteRecipe_Throws(string verb, string? regions, int? resamples)
    {
        using var fixture = new GeneratorFixture();
        var plain = (await fixture.Generator.GenerateAsync("test", new() { Steps = 1 })).Recipe!;
        var recipe = plain with { Edit = new(verb) { Regions = regions, Resamples = resamples } };

        await Assert.ThrowsAsync<ArgumentException>(() => fixture.Studio.RemakeAsync(recipe, [EachVerb.Sound()]));
    }

    [Fact]
    public void ForeignFile_HasNoRecipe()
    {
        var path = PathOf("foreign.wav");
        new AudioClip(new float[10], 1, 8000).Save(path);

        Assert.Contains(
            "no recipe", Assert.Throws<AudioFormatException>(() => GenerationRecipe.FromFile(path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{\"format\":1}")]
    [InlineData("""{"format":2,"recipe":{"model":"a","seed":1,"sampler":"ddim","schedule":"linear","steps":1,"length":1}}""")]
    [InlineData("""{"format":1,"recipe":{"model":null,"seed":1,"sampler":"ddim","schedule":"linear","steps":1,"length":1}}""")]
    [InlineData("""{"format":1,"recipe":{"model":"a","seed":-1,"sampler":"ddim","schedule":"linear","steps":1,"length":1}}""")]
    public void DamagedRecipe_IsATypedError(string json) => Refuse(json, (uint)json.Length);

    [Fact]
    public void SizeThatTheFileDoesNotHave_IsATypedError() => Refuse("{}", 0xFFFFFFF0);

    [Fact]
    public void SoundId_KeepsEverything()
    {
        var recipe = new GenerationRecipe
        {
            Model = "a/b c@d?&=",
            Revision = "r@1",
            Seed = ulong.MaxValue,
            Sampler = "my sampler",
            Schedule = "linear",
            Steps = 50,
            Length = 32768,
            Class = "hi-hat",
            Weights = WeightSet.Ema,
            Guidance = 2.1,
            GuidanceInterval = new(0.1, 0.85),
            NegativeClass = "kick & snare",
            Finishing = FinishingOptions.Ready with { Fade = 0.1234567890123 },
            Edit = new("inpaint")
            {
                Source = "00ff",
                Amount = 0.1,
                OtherSeed = 3,
                Legacy = true,
                Regions = "0.1-0.2@1,0.3-",
                Resamples = 4,
                Refinements = 2,
            },
        };

        Assert.Equal(recipe, SoundId.Parse(SoundId.Format(recipe)));
        var plain = recipe with
        {
            Model = "kicks",
            Revision = null,
            Finishing = null,
            Guidance = null,
            GuidanceInterval = null,
            NegativeClass = null,
            Class = null,
            Edit = null,
            Seed = 7,
            Sampler = "ddim",
            Weights = null,
        };
        Assert.Equal("tad1:kicks?seed=7&sampler=ddim&schedule=linear&steps=50&length=32768", SoundId.Format(plain));
        Assert.Equal(plain, SoundId.Parse(SoundId.Format(plain)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("kicks")]
    [InlineData("tad1:kicks")]
    [InlineData("tad1:?seed=7&sampler=ddim&schedule=linear&steps=50&length=32768")]
    [InlineData("tad1:kicks?seed=7&sampler=ddim&schedule=linear&steps=50")]
    [InlineData("tad1:kicks?seed=-7&sampler=ddim&schedule=linear&steps=50&length=32768")]
    [InlineData("tad1:kicks?seed=7&sampler=ddim&schedule=linear&steps=50&length=32768&magic=1")]
    [InlineData("tad1:kicks?seed=7&seed=8&sampler=ddim&schedule=linear&steps=50&length=32768")]
    [InlineData("tad1:kicks?seed=7&sampler=ddim&schedule=linear&steps=50&length=32768&source=00")]
    [InlineData("tad1:kicks?seed=7&sampler=ddim&schedule=linear&steps=50&length=32768&verb=extend&resamples=x")]
    [InlineData("tad1:kicks?seed=7&sampler=ddim&schedule=linear&steps=50&length=32768&weights=1")]
    [InlineData("tad1:kicks?seed=7&sampler=ddim&schedule=linear&steps=50&length=32768&weights=99")]
    [InlineData("tad1:kicks?seed=7&sampler=ddim&schedule=linear&steps=50&length=32768&dc=1&fade=0.01&target=-1&normalize=2")]
    [InlineData("tad1:kicks?seed")]
    public void SoundId_Nonsense_IsAFormatException(string id) => Assert.Throws<FormatException>(() => SoundId.Parse(id));

    [Theory]
    [InlineData("steps=2&length=16777217")]
    [InlineData("steps=2&length=2147483647")]
    [InlineData("steps=2&length=-1")]
    [InlineData("steps=10001&length=64")]
    [InlineData("steps=2&length=16777217&verb=loop")]
    public async Task SoundId_BeyondTheLimits_IsRefused_BeforeTheModelIsLoaded(string sizes)
    {
        using var fixture = new GeneratorFixture();
        var recipe = SoundId.Parse($"tad1:test?seed=7&sampler=ddim&schedule=linear&{sizes}");

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => fixture.Studio.RemakeAsync(recipe));

        Assert.Equal(0, fixture.Models.Fetches);
    }

    private void Refuse(string json, uint size)
    {
        var path = PathOf("damaged.wav");
        new AudioClip(new float[10], 1, 8000).Save(path);
        File.WriteAllBytes(
            path, [.. File.ReadAllBytes(path), .. "tadr"u8, .. BitConverter.GetBytes(size), .. Encoding.UTF8.GetBytes(json)]);

        var exception = Assert.Throws<AudioFormatException>(() => GenerationRecipe.FromFile(path));

        Assert.Equal("chunk \"tadr\"", exception.Place);
    }

    private sealed record OtherMaker : AudioProvenance
    {
        public override string Software => "Other 1.0";

        public override string Comment => "by hand";

        public override string? Licence => null;

        public override byte[] ToJson() => "{}"u8.ToArray();
    }

    private string PathOf(string name) => Path.Combine(_folder, name);
}
