using System.Text;
using TinyAudioDiffusion.Tests.Fakes;
using TinyAudioDiffusion.Tests.Generation;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Tests.Recipes;

public sealed class RecipeInFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tad-recipe-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(WavEncoding.Pcm16, 100)]
    [InlineData(WavEncoding.Pcm24, 101)]
    [InlineData(WavEncoding.Float32, 256)]
    public async Task FromWav_MakesTheSameBytesAgain(WavEncoding encoding, int length)
    {
        using var fixture = new GeneratorFixture(
            new AnalyticGaussianModel(0, 0.1, 2, "kick", "snare"),
            new ModelCard { Id = "test", Location = "fake:test", Kinds = [DrumKind.Kick], Licence = "CC0 – no rights" });
        var (first, second) = (PathOf("first.wav"), PathOf("second.wav"));
        var clip = await fixture.Generator.GenerateAsync(DrumKind.Kick, new()
        {
            Steps = 7,
            Length = length,
            Sampler = "dpmpp-2m-sde",
            Schedule = "karras",
            Guidance = 1.5,
            NegativeClass = "snare",
            Finishing = FinishingOptions.Ready with { Fade = 0, Target = 0, Normalization = Normalization.Loudness },
        });
        clip.Save(first, encoding);

        var recipe = GenerationRecipe.FromWav(first);
        (await fixture.Generator.GenerateAsync(recipe.Model, recipe.ToOptions())).Save(second, encoding);

        Assert.Equal(clip.Recipe, recipe);
        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
    }

    [Fact]
    public async Task File_IsMarkedForPeopleAndPlayers()
    {
        using var fixture = new GeneratorFixture(card: new ModelCard { Id = "test", Location = "fake:test", Kinds = [DrumKind.Kick], Licence = "CC0" });
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
        Assert.Equal(0ul, GenerationRecipe.FromWav(path).Seed);
        Assert.Equal(256, AudioClip.Load(path).Length);
        Assert.Equal(new FileInfo(path).Length - 8, BitConverter.ToUInt32(File.ReadAllBytes(path), 4));
    }

    [Fact]
    public async Task SoundOfAVerb_CannotBeMadeFromItsRecipeAlone()
    {
        using var fixture = new GeneratorFixture();
        var path = PathOf("varied.wav");
        (await fixture.Studio.VaryAsync("test", new AudioClip(new float[256], 1, 44100), options: new() { Steps = 2 }))[0].Save(path);

        var recipe = GenerationRecipe.FromWav(path);

        Assert.Equal(("vary", 0.5, 64), (recipe.Edit!.Verb, recipe.Edit.Amount, recipe.Edit.Source!.Length));
        Assert.Contains("vary", Assert.Throws<InvalidOperationException>(recipe.ToOptions).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => SoundId.Format(recipe));
    }

    [Fact]
    public void ForeignFile_HasNoRecipe()
    {
        var path = PathOf("foreign.wav");
        new AudioClip(new float[10], 1, 8000).Save(path);

        Assert.Contains("no recipe", Assert.Throws<AudioFormatException>(() => GenerationRecipe.FromWav(path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{\"format\":1}")]
    [InlineData("{\"format\":2,\"recipe\":{\"model\":\"a\",\"seed\":1,\"sampler\":\"ddim\",\"schedule\":\"linear\",\"steps\":1,\"length\":1}}")]
    [InlineData("{\"format\":1,\"recipe\":{\"model\":null,\"seed\":1,\"sampler\":\"ddim\",\"schedule\":\"linear\",\"steps\":1,\"length\":1}}")]
    [InlineData("{\"format\":1,\"recipe\":{\"model\":\"a\",\"seed\":-1,\"sampler\":\"ddim\",\"schedule\":\"linear\",\"steps\":1,\"length\":1}}")]
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
            NegativeClass = "kick & snare",
            Finishing = FinishingOptions.Ready with { Fade = 0.1234567890123 },
        };

        Assert.Equal(recipe, SoundId.Parse(SoundId.Format(recipe)));
        var plain = recipe with { Model = "kicks", Revision = null, Finishing = null, Guidance = null, NegativeClass = null, Class = null, Seed = 7, Sampler = "ddim", Weights = null };
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
    [InlineData("tad1:kicks?seed")]
    public void SoundId_Nonsense_IsAFormatException(string id) => Assert.Throws<FormatException>(() => SoundId.Parse(id));

    private void Refuse(string json, uint size)
    {
        var path = PathOf("damaged.wav");
        new AudioClip(new float[10], 1, 8000).Save(path);
        File.WriteAllBytes(path, [.. File.ReadAllBytes(path), .. "tadr"u8, .. BitConverter.GetBytes(size), .. Encoding.UTF8.GetBytes(json)]);

        var exception = Assert.Throws<AudioFormatException>(() => GenerationRecipe.FromWav(path));

        Assert.Equal("chunk \"tadr\"", exception.Place);
    }

    private string PathOf(string name) => Path.Combine(_folder, name);
}
