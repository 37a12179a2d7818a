using TinyAudioDiffusion.Training.Data;

namespace TinyAudioDiffusion.Training.Tests.Data;

public sealed class ProducedDataTests : TrainingDataContract
{
    [Fact]
    public void Each_visit_is_another_sound_of_the_same_class_that_peaks_where_it_should()
    {
        var data = CreateData();
        var (one, two) = (new float[data.Channels * data.Samples], new float[data.Channels * data.Samples]);
        for (var index = 0; index < data.Count; index++)
        {
            Assert.Equal(index % 2, data.Read(index, visit: 0, one));
            Assert.Equal(index % 2, data.Read(index, visit: 1, two));
            Assert.NotEqual(one, two);
            Assert.InRange(one.Max(Math.Abs), 0.5f, 0.945f);
        }
    }

    [Fact]
    public void Sounds_end_in_silence()
    {
        var data = CreateData();
        var sound = new float[data.Channels * data.Samples];
        data.Read(3, visit: 2, sound);
        Assert.Equal(0, sound[data.Samples - 1], 1e-6f);
        Assert.Equal(0, sound[^1], 1e-6f);
    }

    protected override ITrainingData CreateData()
        => new ProducedData(new SoundsInMemory(12, ["clap", "tom"], channels: 2,
            samples: 4096)
        { Sample = (channel, i) => MathF.Sin(0.1f * i * (channel + 1)) / (1 + (0.01f * i)) });
}
