using TinyAudioDiffusion.Tests.Generation;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Tests.Verbs;

/// <summary>Verbs that keep a part of their source keep it bit for bit, whatever the model recommends and the host sets.</summary>
public class KeptPartTests
{
    public static TheoryData<string, int> VerbsAndSeeds()
    {
        var cases = new TheoryData<string, int>();
        foreach (var verb in (string[])["inpaint", "extend", "vary-nothing"])
        {
            for (var seed = 0; seed < 12; seed++)
                cases.Add(verb, seed);
        }

        return cases;
    }

    // Sources of any level, offset and length; the model recommends finishing that would change every sample of them.
    [Theory]
    [MemberData(nameof(VerbsAndSeeds))]
    public async Task KeptPart_IsTheSource_BitForBit(string verb, int seed)
    {
        var recommended = FinishingOptions.Ready with { Normalization = seed % 2 == 0 ? Normalization.Peak : Normalization.Loudness };
        using var fixture = new GeneratorFixture(settings: new SamplingSettings("ddim", "linear", 1 + (seed % 4), recommended));
        var source = Source(new Random(seed), verb == "extend" ? 1 + (seed * 37 % 600) : 256);

        var clips = await EachVerb.RunAsync(fixture, verb, source, new() { Seed = (ulong)seed });

        foreach (var clip in clips)
        {
            Assert.Null(clip.Finishing);
            Assert.Null(clip.Recipe!.Finishing);
            for (var channel = 0; channel < 2; channel++)
            {
                var before = source.Channel(channel);
                var after = clip.Channel(channel);
                for (var i = 0; i < before.Length; i++)
                {
                    if (!IsMadeAnew(verb, channel, i))
                        Assert.Equal(BitConverter.SingleToUInt32Bits(before[i]), BitConverter.SingleToUInt32Bits(after[i]));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(EachVerb.Keeping), MemberType = typeof(EachVerb))]
    public async Task Finishing_ThatTheCallAsksFor_IsRefused_BeforeTheModelIsLoaded(string verb)
    {
        using var fixture = new GeneratorFixture();

        var exception = await Assert.ThrowsAsync<ArgumentException>(
            () => EachVerb.RunAsync(fixture, verb, EachVerb.Sound(), new() { Finishing = FinishingOptions.Ready }));
        await EachVerb.RunAsync(fixture, verb, EachVerb.Sound(), new() { Steps = 1, Finishing = FinishingOptions.None });

        Assert.Contains("keeps a part of the sound bit for bit", exception.Message, StringComparison.Ordinal);
        Assert.Equal(1, fixture.Models.Fetches);
    }

    // The regions of EachVerb: channel 1, and of both channels from 1.2345 to 4.5678 ms.
    private static bool IsMadeAnew(string verb, int channel, int sample)
        => verb == "inpaint" && (channel == 1 || (sample >= Math.Round(0.0012345 * 44100) && sample < Math.Round(0.0045678 * 44100)));

    private static AudioClip Source(Random random, int length)
    {
        var (level, offset) = (random.NextDouble() * 2, random.NextDouble() - 0.5);
        return new AudioClip(
            [.. Enumerable.Range(0, 2 * length).Select(_ => (float)(offset + (level * (random.NextDouble() - 0.5))))], 2, 44100);
    }
}
