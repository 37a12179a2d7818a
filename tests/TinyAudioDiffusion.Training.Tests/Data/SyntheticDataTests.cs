using TinyAudioDiffusion.Synthesis;
using TinyAudioDiffusion.Training.Data;

namespace TinyAudioDiffusion.Training.Tests.Data;

public sealed class SyntheticDataTests : TrainingDataContract
{
    [Fact]
    public void Labels_AreTheKinds_InTheirOrder()
        => Assert.Equal(Enum.GetNames<DrumKind>(), CreateData().Labels, StringComparer.OrdinalIgnoreCase);

    protected override ITrainingData CreateData() => new SyntheticData(new SyntheticDrums(seed: 5, count: 100));
}
