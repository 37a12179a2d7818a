using TinyAudioDiffusion.Training.Data;

namespace TinyAudioDiffusion.Training.Tests.Data;

/// <summary>What every source of training sounds must keep. Derived once for each source.</summary>
public abstract class TrainingDataContract
{
    protected abstract ITrainingData CreateData();

    [Fact]
    public void A_read_depends_on_index_and_visit_alone()
    {
        var data = CreateData();
        var (first, second) = (new float[data.Channels * data.Samples], new float[data.Channels * data.Samples]);
        var label = data.Read(0, visit: 3, first);
        data.Read(data.Count - 1, visit: 4, second);
        Assert.Equal(label, data.Read(0, visit: 3, second));
        Assert.Equal(first, second);
    }

    [Fact]
    public void Sounds_are_finite_and_within_full_scale()
    {
        var data = CreateData();
        var sound = new float[data.Channels * data.Samples];
        for (var index = 0; index < Math.Min(20, data.Count); index++)
        {
            var label = data.Read(index, visit: 0, sound);
            Assert.InRange(label, -1, data.Labels.Count - 1);
            Assert.All(sound, sample => Assert.InRange(sample, -1f, 1f));
        }
    }

    [Fact]
    public void A_destination_or_an_index_that_does_not_fit_is_refused()
    {
        var data = CreateData();
        Assert.ThrowsAny<ArgumentException>(() => data.Read(0, 0, new float[1]));
        Assert.ThrowsAny<ArgumentException>(() => data.Read(data.Count, 0, new float[data.Channels * data.Samples]));
    }
}
