using TinyAudioDiffusion.Audio.Folders;
using TinyAudioDiffusion.Models.Formats.Safetensors;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Training.Data.Folders;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Training.Tests.Data;

/// <summary>The reference's steps, one by one and together.</summary>
public sealed class PreparationTests : IDisposable
{
    private static readonly FolderDataOptions _asItIs = new() { Normalization = Normalization.None, SilenceBelow = null };

    private readonly SoundFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // The loudness of each golden sound, padded to 32768 samples, was computed with pyloudnorm's formulas in another language.
    [Theory]
    [InlineData(48000, -13.665455624324682)]
    [InlineData(22050, -13.234075459383588)]
    [InlineData(96000, -16.366472872756002)]
    public void Whole_IsTheReferences(int rate, double loudness)
    {
        using var golden = SafetensorsFile.Open(
            ModelFile.OnDisk(Path.Combine(AppContext.BaseDirectory, "fixtures", "audio", "resample.safetensors")));
        _folder.With("a.wav", new AudioClip(golden.ReadSingles("resample/in"), 2, rate));
        var expected = golden.ReadSingles($"resample/{rate}-44100");
        var (resampled, _) = Prepare(_asItIs);
        var (levelled, summary) = Prepare(new FolderDataOptions());
        var gain = Math.Pow(10, (-20 - loudness) / 20);
        var length = expected.Length / 2;
        for (var channel = 0; channel < 2; channel++)
        {
            for (var i = 0; i < 32768; i++)
            {
                var sample = i < length ? expected[(channel * length) + i] : 0;
                Assert.Equal(sample, resampled[(channel * 32768) + i], 1e-5);
                Assert.Equal(sample * gain, levelled[(channel * 32768) + i], 1e-5);
            }
        }

        Assert.Equal(0, summary.ScaledDown);
    }

    [Fact]
    public void LoudnessOfADrum_IsPyloudnorms()
    {
        var drum = new float[32768];
        for (var i = 0; i < drum.Length; i++)
            drum[i] = (float)(
                0.8 * Math.Exp(-i / 4000.0) * Math.Sin(2 * Math.PI * ((60.0 * i / 44100) + (8 * (1 - Math.Exp(-i / 900.0))))));

        Assert.Equal(-15.69854622593906, Loudness.Measure(new AudioClip([.. drum, .. drum], 2, 44100)), 1e-6);
    }

    [Theory]
    [InlineData(48000)]
    [InlineData(8000)]
    [InlineData(44101)]
    [InlineData(192000)]
    [InlineData(1000)]
    public void LongFile_GivesTheSamplesOfAllOfIt_ThoughItsBeginningIsRead(int rate)
    {
        var clip = SoundFolder.Drum(1, rate: rate, length: 3 * rate / 2);
        _folder.With("a.wav", clip);

        var (sound, _) = Prepare(_asItIs with { Samples = 3000 });

        Assert.Equal(Resampler.Resample(clip, 44100).Channel(0)[..3000], sound.AsSpan(0, 3000));
    }

    [Fact]
    public void Channels_FollowTheReferencesRule()
    {
        float[][] channels = [[0.1f, 0.2f], [0.3f, 0.4f], [0.5f, 0.6f]];
        _folder.With(
            "mono/a.wav", new AudioClip(channels[0], 1, 44100)).With("three/a.wav", new AudioClip(
                [.. channels[0], .. channels[1], .. channels[2]], 3, 44100));
        var options = _asItIs with { Samples = 3 };

        var stereo = FolderData.Open(_folder.Path, options);
        Assert.Equal([0.1f, 0.2f, 0, 0.1f, 0.2f, 0], Read(stereo, 0));
        Assert.Equal([0.1f, 0.2f, 0, 0.3f, 0.4f, 0], Read(stereo, 1));
        var mono = FolderData.Open(_folder.Path, options with { Channels = 1 });
        Assert.Equal([0.1f, 0.2f, 0], Read(mono, 0));
        Assert.Equal([0.2f, 0.3f, 0], Read(mono, 1), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void Level_IsTheTarget_OrFullScaleWhereThatIsLess()
    {
        _folder.With(
            "click.wav", new AudioClip([0.5f, -0.25f, .. new float[20000]], 1, 44100)).With("drum.wav", SoundFolder.Drum(1, length: 30000));

        var data = FolderData.Open(_folder.Path);

        Assert.Equal(1, data.Summary.ScaledDown);
        Assert.Equal(1f, Read(data, 0).Max(Math.Abs));
        Assert.Equal(-20, Loudness.Measure(new AudioClip(Read(data, 1), 2, 44100)), 1e-4);

        var peaks = FolderData.Open(_folder.Path, new FolderDataOptions { Normalization = Normalization.Peak, Target = -6 });
        Assert.All([0, 1], i => Assert.Equal(Math.Pow(10, -6 / 20.0), Read(peaks, i).Max(Math.Abs), 1e-6));
    }

    [Fact]
    public void FloatsBeyondFullScale_AreTurnedDown()
    {
        _folder.With("a.wav", new AudioClip([4f, -2f], 1, 44100)).With("b.wav", new AudioClip([float.MaxValue, -1f], 1, 44100));

        var data = FolderData.Open(_folder.Path, _asItIs with { Samples = 2 });

        Assert.Equal([1f, -0.5f, 1f, -0.5f], Read(data, 0));
        Assert.Equal(2, data.Summary.ScaledDown);
    }

    [Fact]
    public void Silence_IsJudgedAfterTheLevelWasSet()
    {
        // -62 dBFS: silent as it is, but loud enough to be measured and raised.
        _folder.With(
            "quiet.wav", new AudioClip(
                [.. Enumerable.Range(0, 30000).Select(i => 0.0008f * MathF.Sin(i * 0.1f))], 1, 44100)).With("loud.wav",
                    SoundFolder.Drum(2));

        Assert.Empty(FolderData.Open(_folder.Path).Summary.Skipped);
        var skipped = Assert.Single(
            FolderData.Open(_folder.Path, new FolderDataOptions { Normalization = Normalization.None }).Summary.Skipped);
        Assert.Equal(("quiet.wav", SkipReason.Silent), (skipped.Path, skipped.Kind));
        Assert.Equal(2, FolderData.Open(_folder.Path, _asItIs).Count);
    }

    [Fact]
    public void Resampling_CanBeOff()
    {
        _folder.With("a.wav", SoundFolder.Drum(1)).With("b.wav", SoundFolder.Drum(1, rate: 48000));

        var skipped = Assert.Single(FolderData.Open(_folder.Path, new FolderDataOptions { Resample = false }).Summary.Skipped);

        Assert.Equal(("b.wav", SkipReason.OtherRate), (skipped.Path, skipped.Kind));
    }

    private static float[] Read(FolderData data, int index)
    {
        var sound = new float[data.Channels * data.Samples];
        data.Read(index, 0, sound);
        return sound;
    }

    private (float[] Sound, DataSetSummary Summary) Prepare(FolderDataOptions options)
    {
        var data = FolderData.Open(_folder.Path, options);
        return (Read(data, 0), data.Summary);
    }
}
