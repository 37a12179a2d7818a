using TinyAudioDiffusion.Training.Data;
using TinyAudioDiffusion.Training.Data.Folders;

namespace TinyAudioDiffusion.Training.Tests.Data;

public sealed class SplitTests : IDisposable
{
    private readonly SoundFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Sides_ShareNoSound_AndStayWhenFilesAreRenamedOrAdded()
    {
        for (var i = 0; i < 60; i++)
            _folder.With($"kick/{i}.wav", SoundFolder.Drum(i, length: 500));
        var (training, validation) = Sides(0.25);
        Assert.Equal(60, training.Count + validation.Count);
        Assert.Empty(training.Intersect(validation));
        Assert.InRange(validation.Count, 5, 28);

        for (var i = 0; i < 60; i++)
        {
            Directory.CreateDirectory(_folder["snare"]);
            File.Move(_folder[$"kick/{i}.wav"], _folder[$"snare/other {(i * 7) % 60}.wav"]);
        }

        for (var i = 0; i < 10; i++)
            _folder.With($"kick/new {i}.wav", SoundFolder.Drum(100 + i, length: 500)).With($"kick/copy {i}.wav", SoundFolder.Drum(i, length: 500), SampleEncoding.Float32);
        var (trainingLater, validationLater) = Sides(0.25);
        Assert.Subset(trainingLater, training);
        Assert.Subset(validationLater, validation);
        Assert.Empty(trainingLater.Intersect(validationLater));
    }

    [Theory]
    [InlineData(1e-9)]
    [InlineData(0.5)]
    [InlineData(0.999999999)]
    public void Side_IsNeverEmpty(double share)
    {
        _folder.With("a.wav", SoundFolder.Drum(1)).With("b.wav", SoundFolder.Drum(2)).With("c.wav", SoundFolder.Drum(1));

        var split = FolderData.Open(_folder.Path).Split(share);

        Assert.Equal(3, split.Training.Count + split.Validation.Count);
        Assert.NotEqual(0, split.Training.Count);
        Assert.NotEqual(0, split.Validation.Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => split.Validation.Read(split.Validation.Count, 0, new float[2 * 32768]));
    }

    [Fact]
    public void OneSound_CannotBeSplit()
    {
        _folder.With("a.wav", SoundFolder.Drum(1)).With("b.wav", SoundFolder.Drum(1));
        var data = FolderData.Open(_folder.Path);

        Assert.Throws<DataSetException>(() => data.Split(0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Split(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Split(double.NaN));
    }

    private (HashSet<string> Training, HashSet<string> Validation) Sides(double share)
    {
        var split = FolderData.Open(_folder.Path, new() { Samples = 500 }).Split(share);
        return (Sounds(split.Training), Sounds(split.Validation));
    }

    private static HashSet<string> Sounds(ITrainingData data)
    {
        var sound = new float[data.Channels * data.Samples];
        return [.. Enumerable.Range(0, data.Count).Select(i =>
        {
            data.Read(i, 0, sound);
            return string.Join(' ', sound.Take(20));
        })];
    }
}
