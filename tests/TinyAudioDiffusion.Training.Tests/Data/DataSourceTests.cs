using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Training.Data;

namespace TinyAudioDiffusion.Training.Tests.Data;

public sealed class DataSourceTests : IDisposable
{
    private static readonly AudioShape _audio = new(44100, 2, 8192);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Synthetic_OfOneKind_HasThatKindAndOtherSoundsForValidation()
    {
        var source = DataSource.Open(new DataOptions { Source = "synthetic:snare" }, _audio);
        var (first, second) = (new float[2 * 8192], new float[2 * 8192]);
        Assert.Equal(1, source.Training.Read(0, 0, first));
        Assert.Equal(1, source.Validation!.Read(0, 0, second));
        Assert.NotEqual(first, second);
        Assert.Null(source.Summary);
    }

    [Fact]
    public void Folder_IsSplit()
    {
        Write(12);
        var source = DataSource.Open(new DataOptions { Source = _folder.Path, ValidationShare = 0.3 }, _audio);
        Assert.Equal(12, source.Training.Count + source.Validation!.Count);
        Assert.InRange(source.Validation.Count, 1, 8);
        Assert.Equal(12, source.Summary!.Usable);
        Assert.Null(DataSource.Open(new DataOptions { Source = _folder.Path, ValidationShare = 0 }, _audio).Validation);
    }

    [Fact]
    public void Folder_OfOneSound_HasNoValidation()
    {
        Write(1);
        var source = DataSource.Open(new DataOptions { Source = _folder.Path }, _audio);
        Assert.Equal((1, null), (source.Training.Count, source.Validation));
    }

    [Fact]
    public void Augmented_SoundsDifferFromVisitToVisit_ButNotThoseForValidation()
    {
        Write(6);
        var source = DataSource.Open(new DataOptions { Source = _folder.Path, Augment = true, ValidationShare = 0.5 }, _audio);
        Assert.NotEqual(Read(source.Training, visit: 0), Read(source.Training, visit: 1));
        Assert.Equal(Read(source.Validation!, visit: 0), Read(source.Validation!, visit: 1));
    }

    [Theory]
    [InlineData("synthetic:gong", "gong")]
    [InlineData("synthetic:", "known are")]
    public void Synthetic_OfAKindThatIsNone_IsRefused(string text, string message)
        => Assert.Contains(
            message, Assert.Throws<TrainingConfigurationException>(
                () => DataSource.Open(new DataOptions { Source = text }, _audio)).Message, StringComparison.Ordinal);

    [Fact]
    public void Synthetic_ForAnotherRate_IsRefused()
        => Assert.Contains("22050", Assert.Throws<TrainingConfigurationException>(
            () => DataSource.Open(
                new DataOptions { Source = DataSource.Synthetic }, _audio with { SampleRate = 22050 })).Message, StringComparison.Ordinal);

    private static float[] Read(ITrainingData data, ulong visit)
    {
        var sound = new float[data.Channels * data.Samples];
        data.Read(0, visit, sound);
        return sound;
    }

    private void Write(int count)
    {
        for (var sound = 0; sound < count; sound++)
        {
            var samples = Enumerable.Range(0, 22050).Select(i => 0.3f * (float)double.SinPi((sound + 1) * i / 64.0)).ToArray();
            new AudioClip(samples, 1, 44100).Save(_folder[$"{sound}.wav"]);
        }
    }
}
