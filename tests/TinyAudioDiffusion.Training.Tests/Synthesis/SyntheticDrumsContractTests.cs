using TinyAudioDiffusion.Training.Data;
using TinyAudioDiffusion.Training.Synthesis;
using TinyAudioDiffusion.Training.Tests.Data;

namespace TinyAudioDiffusion.Training.Tests.Synthesis;

public sealed class SyntheticDrumsContractTests : TrainingDataContract
{
    protected override ITrainingData CreateData() => new SyntheticDrums(seed: 5, count: 100);
}
