using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Tests.Fakes;
using TinyAudioDiffusion.Tests.Generation;

namespace TinyAudioDiffusion.Tests.Verbs;

/// <summary>From one sound to any other one: in the latent of an autoencoder, or between the noises of both.</summary>
public sealed class MorphTests
{
    private static readonly GenerationOptions _quick = new() { Seed = 5, Steps = 6, Schedule = "linear" };

    [Fact]
    public async Task Morph_OfAnAutoencoder_GoesAlongAStraightLineInTheLatent()
    {
        using var fixture = new GeneratorFixture(new LatentModel());
        var (from, to) = (Held(64, step => step * 0.1f), Held(50, step => 0.4f - (step * 0.05f)));

        var clips = await fixture.Studio.MorphAsync("test", from, to, new() { Count = 5 }, _quick);

        Assert.Equal([0, 0.25, 0.5, 0.75, 1], clips.Select(clip => clip.Recipe!.Edit!.Amount!.Value));
        for (var number = 0; number < 5; number++)
        {
            var (a, b) = (Means(from), Means(to));
            float[] expected = [.. Enumerable.Range(0, 64).Select(i => a[i / 8] + (number / 4f * (b[i / 8] - a[i / 8])))];
            Golden.AssertClose(expected, clips[number].Channel(1), absolute: 1e-5);
        }
    }

    [Fact]
    public async Task Morph_HasOneNoise_AndTheRecipeMakesEachSoundAgain()
    {
        using var fixture = new GeneratorFixture(new LatentModel(noisy: 0.2f));
        var (from, to) = (Held(64, step => step * 0.1f), Held(64, step => 0.4f));

        var clips = await fixture.Studio.MorphAsync("test", from, to, new() { Count = 3 }, _quick);
        var same = await fixture.Studio.MorphAsync("test", from, from, new() { Count = 2 }, _quick);

        Assert.Equal(same[0].Samples.ToArray(), same[1].Samples.ToArray());
        Assert.Equal("morph", clips[1].Recipe!.Edit!.Verb);
        var again = await fixture.Studio.RemakeAsync(clips[1].Recipe!, [from, to]);
        Assert.Equal(clips[1].Samples.ToArray(), again.Samples.ToArray());
        await Assert.ThrowsAsync<UnusableSoundException>(() => fixture.Studio.RemakeAsync(clips[1].Recipe!, [to, from]));
    }

    [Fact]
    public async Task Morph_OfAModelFromNoise_IsItsInterpolation()
    {
        using var fixture = new GeneratorFixture();
        var (from, to) = (Tone(0.3), Tone(0.05));
        var how = new InterpolationOptions { Count = 4, Refinements = 1 };
        var morphed = await fixture.Studio.MorphAsync("test", from, to, how, _quick);
        var interpolated = await fixture.Studio.InterpolateAsync("test", from, to, how, _quick);
        Assert.Equal(interpolated.Select(clip => clip.Samples.ToArray()), morphed.Select(clip => clip.Samples.ToArray()));
        var again = await fixture.Studio.RemakeAsync(morphed[2].Recipe!, [from, to]);
        Assert.Equal(morphed[2].Samples.ToArray(), again.Samples.ToArray());
    }

    [Fact]
    public async Task Encode_AndDecode_AreTheWayThereAndBack()
    {
        using var fixture = new GeneratorFixture(new LatentModel());
        var source = Held(40, step => step * 0.1f);

        var latent = await fixture.Studio.EncodeAsync("test", source, _quick with { Length = 40 });
        var clip = await fixture.Studio.DecodeAsync("test", latent, _quick);

        Assert.Equal((2, 6, 40), (latent.Channels, latent.Steps, latent.Length)); // 40 samples become 48, a multiple of 16
        Golden.AssertClose(source.Channel(0), clip.Channel(0), absolute: 1e-5);
        Assert.Equal(40, clip.Length);
        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => fixture.Studio.RemakeAsync(clip.Recipe!));
        Assert.Contains("does not hold the latent", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Latents_GoTowardsEachOther_AndBeyond()
    {
        using var fixture = new GeneratorFixture(new LatentModel());
        var (a, b) = (new SoundLatent([1, 2, 3, 4], 2, 16), new SoundLatent([3, 2, 1, 0], 2, 12));
        Assert.Equal([2f, 2, 2, 2], a.Towards(b, 0.5).Values.ToArray());
        Assert.Equal([5f, 2, -1, -4], a.Towards(b, 2).Values.ToArray());
        Assert.Equal((16, 12), (a.Towards(b, 0.4).Length, a.Towards(b, 0.5).Length));
        Assert.Throws<ArgumentException>(() => a.Towards(new SoundLatent([1, 2], 2, 8), 0.5));
        Assert.Throws<ArgumentException>(() => a.Towards(b, double.NaN));
        Assert.Throws<ArgumentException>(() => new SoundLatent([1, 2, 3], 2, 8));
        Assert.Throws<ArgumentException>(() => new SoundLatent([1, float.NaN], 2, 8));
        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => fixture.Studio.DecodeAsync("test", new SoundLatent([1, 2], 1, 16)));
        Assert.Contains("2 x 2", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ModelsThatDoNotFit_AreRefusedBeforeTheyWork()
    {
        using var latent = new GeneratorFixture(new LatentModel());
        using var plain = new GeneratorFixture();
        using var upsampler = new GeneratorFixture(new ScriptedDiffusionModel
        {
            Info = new()
            {
                Name = "upsampler",
                SampleRate = 44100,
                Channels = 1,
                NativeLength = 32,
                LengthMultiple = 8,
                Condition = new LowRateCondition(4),
            },
        });
        var sound = Tone(0.1);
        await RefusedAsync("\"morph\" only", () => latent.Generator.GenerateAsync("test", _quick));
        await RefusedAsync("\"morph\" only", () => latent.Studio.VaryAsync("test", sound, null, _quick));
        await RefusedAsync("noise alone", () => plain.Studio.EncodeAsync("test", sound, _quick));
        await RefusedAsync("noise alone", () => plain.Studio.DecodeAsync("test", new SoundLatent([1], 1, 8), _quick));
        await RefusedAsync("\"upsample\" only", () => upsampler.Studio.MorphAsync("test", sound, sound, null, _quick));
        await RefusedAsync("of their own", () => plain.Studio.MorphAsync("test", sound, sound, null, _quick with { Like = sound }));

        static async Task RefusedAsync(string why, Func<Task> call)
            => Assert.Contains(why, (await Assert.ThrowsAsync<ArgumentException>(call)).Message, StringComparison.Ordinal);
    }

    // Each step of 8 samples is one value.
    private static AudioClip Held(int samples, Func<int, float> value)
        => new([.. Enumerable.Range(0, 2 * samples).Select(i => value(i % samples / 8))], 2, 22050);

    private static float[] Means(AudioClip clip)
    {
        var means = new float[8];
        for (var i = 0; i < clip.Length; i++)
            means[i / 8] += clip.Channel(1)[i] / 8;
        return means;
    }

    private static AudioClip Tone(double frequency)
        => new([.. Enumerable.Range(0, 64).Select(i => (float)(0.5 * Math.Sin(i * frequency)))], 1, 22050);
}
