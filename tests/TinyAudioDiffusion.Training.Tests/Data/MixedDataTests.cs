using TinyAudioDiffusion.Training.Data;

namespace TinyAudioDiffusion.Training.Tests.Data;

public sealed class MixedDataTests : TrainingDataContract
{
    private static readonly SoundsInMemory _large = new(100, ["kick", "Hi-Hat"]);
    private static readonly SoundsInMemory _small = new(3, ["hihat", "clap", "KICK"]);

    [Fact]
    public void Weights_ShareTheEpoch_AndLabelsAreOneByName()
    {
        var data = new MixedData([(_large, 3), (_small, 1)], count: 40);

        Assert.Equal(["kick", "Hi-Hat", "clap"], data.Labels);
        Assert.Equal(40, data.Count);
        Assert.Equal(Enumerable.Range(0, 30).Select(i => (i, 0, i % 2)), Enumerable.Range(0, 30).Select(i => Read(data, i, 0)));
        int[] labels = [1, 2, 0];
        Assert.Equal(Enumerable.Range(0, 10).Select(i => (i % 3, i / 3, labels[i % 3])), Enumerable.Range(30, 10).Select(i => Read(data, i, 0)));
    }

    [Fact]
    public void Visits_GoThroughALargeSource_AndVaryASmallOne()
    {
        var data = new MixedData([(_large, 3), (_small, 1)], count: 40);

        // 30 places for 100 sounds: the fourth visit begins with the 90th and ends in the second round.
        Assert.Equal((30, 0, 0), Read(data, 0, 1));
        Assert.Equal((90, 0, 0), Read(data, 0, 3));
        Assert.Equal((19, 1, 1), Read(data, 29, 3));
        var seen = Enumerable.Range(0, 4).SelectMany(visit => Enumerable.Range(30, 10).Select(i => Read(data, i, (ulong)visit))).ToList();
        Assert.Equal(40, seen.Distinct().Count());
    }

    [Fact]
    public void Count_IsTheSumUnlessGiven()
        => Assert.Equal(103, new MixedData([(_large, 1), (_small, 1)]).Count);

    [Fact]
    public void Visit_OfAnySize_IsRead()
    {
        var sound = new float[2 * 64];
        Assert.InRange(new MixedData([(_large, 1), (_small, 1)]).Read(5, ulong.MaxValue, sound), 0, 2);
    }

    [Fact]
    public void Mixture_ThatCannotBe_IsRefused()
    {
        var other = new SoundsInMemory(3, [], samples: 65);
        Assert.Throws<ArgumentException>(() => new MixedData([]));
        Assert.Throws<ArgumentException>(() => new MixedData([(_large, 1), (other, 1)]));
        Assert.Throws<ArgumentException>(() => new MixedData([(_large, 1), (_small, 0)]));
        Assert.Throws<ArgumentException>(() => new MixedData([(_large, 1), (_small, double.NaN)]));
        Assert.Throws<ArgumentException>(() => new MixedData([(_large, double.PositiveInfinity), (_small, 1)]));
        Assert.Throws<ArgumentException>(() => new MixedData([(_large, 1), (_small, 1e-6)], count: 10));
        Assert.Throws<ArgumentException>(() => new MixedData([(_large, 1)], count: 0));
    }

    [Fact]
    public void SoundsWithoutAClass_StayWithout()
    {
        var data = new MixedData([(new SoundsInMemory(4, []), 1), (_small, 1)]);

        Assert.Equal(-1, Read(data, 0, 0).Label);
        Assert.Equal(["hihat", "clap", "KICK"], data.Labels);
    }

    protected override ITrainingData CreateData() => new MixedData([(_large, 2), (_small, 1)]);

    private static (int Item, int Visit, int Label) Read(MixedData data, int index, ulong visit)
    {
        var sound = new float[data.Channels * data.Samples];
        var label = data.Read(index, visit, sound);
        var (item, part) = SoundsInMemory.Identify(sound);
        return (item, part, label);
    }
}
