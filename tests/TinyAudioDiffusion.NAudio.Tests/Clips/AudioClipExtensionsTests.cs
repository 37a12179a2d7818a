using System.Runtime.InteropServices;
using NAudio.Wave;
using TinyAudioDiffusion.NAudio.Tests.Fakes;

namespace TinyAudioDiffusion.NAudio.Tests.Clips;

public sealed class AudioClipExtensionsTests
{
    [Theory]
    [InlineData(1, 8000, 1)]
    [InlineData(1, 44100, 10007)]
    [InlineData(2, 44100, 32768)]
    [InlineData(2, 48000, 4096)]
    [InlineData(6, 96000, 333)]
    public void Clip_ThereAndBack_IsTheSame(int channels, int rate, int length)
    {
        var clip = TestClips.Distinct(length, channels, rate);
        AssertSame(clip, clip.ToSampleProvider().ToAudioClip());
        AssertSame(clip, clip.ToWaveStream().ToAudioClip());
    }

    [Fact]
    public void Clip_SpecialNumbers_AreKept()
    {
        var clip = new AudioClip([float.NaN, -0f, float.PositiveInfinity, 3f, float.Epsilon, -1f], 2, 44100);
        AssertSame(clip, clip.ToSampleProvider().ToAudioClip());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(1000)]
    public void SampleProvider_ReadInParts_GivesFramesInOrder(int part)
    {
        var clip = TestClips.Distinct(100);
        var provider = clip.ToSampleProvider();
        var (samples, buffer) = (new List<float>(), new float[part]);
        for (int count; (count = provider.Read(buffer)) > 0;)
            samples.AddRange(buffer.AsSpan(0, count));

        Assert.Equal(Enumerable.Range(0, 200).Select(i => clip.Channel(i % 2)[i / 2]), samples);
        Assert.Equal(0, provider.Read(buffer));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(4095)]
    public void WaveStream_ReadInBytes_GivesTheSameBytes(int part)
    {
        var clip = TestClips.Distinct(100);
        using var stream = clip.ToWaveStream();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes, part);

        var expected = new float[200];
        clip.ToSampleProvider().Read(expected);
        Assert.Equal(MemoryMarshal.AsBytes(expected.AsSpan()).ToArray(), bytes.ToArray());
    }

    [Fact]
    public void WaveStream_Position_StaysOnFramesAndInside()
    {
        using var stream = TestClips.Distinct(100).ToWaveStream();
        Assert.Equal(800, stream.Length);
        stream.Position = 13;
        Assert.Equal(8, stream.Position);
        stream.Position = 10_000;
        Assert.Equal(800, stream.Position);
        stream.Position = -5;
        Assert.Equal(0, stream.Position);
        stream.Position = 50 * 8;
        AssertSame(new AudioClip([.. TestClips.Distinct(100).Channel(0)[50..], .. TestClips.Distinct(100).Channel(1)[50..]], 2, 44100),
            stream.ToAudioClip());
    }

    [Fact]
    public void WaveStream_IsASampleProvider()
        => Assert.IsAssignableFrom<ISampleProvider>(TestClips.Distinct(1).ToWaveStream());

    [Fact]
    public void SampleProvider_Read_AllocatesNothing()
    {
        using var stream = TestClips.Distinct(10_000).ToWaveStream();
        var (provider, buffer) = ((ISampleProvider)stream, new float[512]);
        Assert.Equal(0, Allocations.Of(
            () => stream.Position = 0,
            () =>
            {
                while (provider.Read(buffer) > 0)
                {
                }
            }));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100_000)]
    public void Provider_ThatGivesLittle_IsReadToItsEnd(int mostPerCall)
    {
        var clip = new ScriptedProvider(mostPerCall, length: 50_001).ToAudioClip();
        Assert.Equal(25_000, clip.Length);
        Assert.Equal(49_998f, clip.Channel(0)[24_999]);
        Assert.Equal(49_999f, clip.Channel(1)[24_999]);
    }

    [Fact]
    public void Provider_AtItsEnd_GivesAnEmptyClip() => Assert.Equal(0, new ScriptedProvider(10, length: 0).ToAudioClip().Length);

    [Fact]
    public void Provider_Endless_GivesAsMuchAsIsAskedFor()
    {
        var provider = new ScriptedProvider(1000);
        Assert.Equal(22050, provider.ToAudioClip(TimeSpan.FromSeconds(0.5)).Length);
        Assert.Equal(44100, provider.Given);
    }

    [Fact]
    public void Provider_EndlessAndNothingSaid_IsRefused()
    {
        var provider = new ScriptedProvider(int.MaxValue, channels: 1) { WaveFormat = WaveFormat.CreateIeeeFloatWaveFormat(100, 1) };
        var exception = Assert.Throws<UnusableSoundException>(() => provider.ToAudioClip());
        Assert.Contains("did not end within 10 minutes", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Provider_ImpossibleFormat_IsRefused()
        => Assert.Throws<UnusableSoundException>(
            () => new ScriptedProvider(1) { WaveFormat = WaveFormat.CreateIeeeFloatWaveFormat(44100, 0) }.ToAudioClip());

    [Theory]
    [InlineData(SampleEncoding.Pcm16)]
    [InlineData(SampleEncoding.Pcm24)]
    [InlineData(SampleEncoding.Float32)]
    public void WaveStream_OfPcm_GivesWhatOurReaderGives(SampleEncoding encoding)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.wav");
        try
        {
            TestClips.Sine(441, 1000, channels: 2).Save(path, encoding);
            using var reader = new WaveFileReader(path);
            AssertSame(AudioClip.Load(path), reader.ToAudioClip());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void WaveStream_OfUnknownSamples_IsRefused()
    {
        using var stream = new RawSourceWaveStream(new MemoryStream(new byte[100]), WaveFormat.CreateALawFormat(8000, 1));
        Assert.Throws<UnusableSoundException>(() => stream.ToAudioClip());
    }

    private static void AssertSame(AudioClip expected, AudioClip actual)
    {
        Assert.Equal((expected.Channels, expected.SampleRate), (actual.Channels, actual.SampleRate));
        Assert.Equal(
            MemoryMarshal.Cast<float, int>(expected.Samples.Span).ToArray(), MemoryMarshal.Cast<float, int>(actual.Samples.Span).ToArray());
    }
}
