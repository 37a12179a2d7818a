using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Training.Data;

namespace TinyAudioDiffusion.Training.Tests.Data;

public sealed class DescribedDataTests : TrainingDataContract
{
    private static readonly AudioShape _audio = new(44100, 2, 8192);
    private static readonly Lazy<ITrainingData> _described = new(Described);

    protected override ITrainingData CreateData() => _described.Value;

    [Fact]
    public void Captions_NameTheClass_AndAreUnderstoodByTheLibrarysOwnParser()
    {
        var data = _described.Value;
        for (var index = 0; index < 40; index++)
        {
            var description = DrumDescription.Parse(data.Caption(index, visit: 0)!);
            Assert.Empty(description.NotUnderstood);
            var label = data.Read(index, visit: 0, new float[data.Channels * data.Samples]);
            if (description.Drums.Count > 0)
                Assert.Equal(data.Labels[label], description.Drums[0].Class);
        }
    }

    [Fact]
    public void Captions_AreTrueOfTheSound()
    {
        var data = _described.Value;
        var (dark, bright) = (new List<double>(), new List<double>());
        for (var index = 0; index < 400; index += 4) // the kicks
        {
            var samples = new float[data.Channels * data.Samples];
            data.Read(index, visit: 1, samples);
            var brightness = SoundControls.Of(new AudioClip(samples, data.Channels, data.SampleRate)).Brightness;
            if (DrumDescription.Parse(data.Caption(index, visit: 1)!).Character?.Brightness is { } asked)
                (asked < 0.5 ? dark : bright).Add(brightness);
        }

        Assert.True(dark.Count > 5 && bright.Count > 5, $"{dark.Count} dark, {bright.Count} bright");
        Assert.True(dark.Max() < bright.Min(), $"the brightest dark kick has {dark.Max()}, the darkest bright one {bright.Min()}");
    }

    [Fact]
    public void Captions_DependOnIndexAndVisitAlone_AndVary()
    {
        var (first, second) = (_described.Value, Described());
        var captions = Enumerable.Range(0, 60).Select(index => first.Caption(index, visit: 3)).ToList();
        Assert.Equal(captions, Enumerable.Range(0, 60).Select(index => second.Caption(index, visit: 3)));
        Assert.True(captions.Distinct().Count() > 30, string.Join(", ", captions));
    }

    private static ITrainingData Described()
        => DataSource.Open(new DataOptions { Source = "synthetic", Captions = CaptionSource.Described }, _audio).Training;
}
