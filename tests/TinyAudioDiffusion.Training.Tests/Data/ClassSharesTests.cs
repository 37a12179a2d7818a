using TinyAudioDiffusion.Synthesis;
using TinyAudioDiffusion.Training.Data;

namespace TinyAudioDiffusion.Training.Tests.Data;

public sealed class ClassSharesTests
{
    [Fact]
    public void Classes_are_heard_by_their_shares_however_many_sounds_they_have()
    {
        var data = ClassShares.Of(new Unequal(), count: 1000);
        var sound = new float[data.Channels * data.Samples];
        var counts = Enumerable.Range(0, data.Count).CountBy(index => data.Labels[data.Read(index, 0, sound)]).ToDictionary(StringComparer.Ordinal);
        Assert.Equal(["clap", "kick"], counts.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(1000 * 0.22 / 1.22, counts["clap"], 2.0); // a share of 0.11, and percussion counts twice
    }

    [Fact]
    public void Without_a_known_class_there_is_nothing_to_hear()
        => Assert.Throws<DataSetException>(() => ClassShares.Of(new SoundsInMemory(4, ["gong", "whistle"]), 100));

    [Fact]
    public void Computed_drums_tell_their_classes()
    {
        var data = new SyntheticData(new SyntheticDrums(seed: 3, count: 400, samples: 8192), tellsClasses: true);
        var sound = new float[2 * 8192];
        Assert.Equal(DrumClasses.All.Select(@class => @class.Name), data.Labels);
        for (var index = 0; index < 80; index++)
        {
            var kind = (DrumKind)new SyntheticData(new SyntheticDrums(seed: 3, count: 400, samples: 8192)).Read(index, 0, sound);
            Assert.Equal(kind, DrumClasses.All[data.Read(index, 0, sound)].Kind);
        }
    }

    [Fact]
    public void Shares_of_a_kind_are_one_together()
        => Assert.All(DrumClasses.All.GroupBy(@class => @class.Kind), kind => Assert.Equal(1, kind.Sum(@class => @class.Share), 9));

    // Nineteen kicks, a clap and a gong.
    private sealed class Unequal : ITrainingData
    {
        private readonly SoundsInMemory _sounds = new(21, ["kick", "clap", "gong"]);

        public int SampleRate => _sounds.SampleRate;

        public int Channels => _sounds.Channels;

        public int Samples => _sounds.Samples;

        public int Count => _sounds.Count;

        public IReadOnlyList<string> Labels => _sounds.Labels;

        public int Read(int index, ulong visit, Span<float> destination)
        {
            _sounds.Read(index, visit, destination);
            return index switch { 19 => 1, 20 => 2, _ => 0 };
        }
    }
}
