using TinyAudioDiffusion.Training.Data;
using TinyAudioDiffusion.Training.Tests.Data;

namespace TinyAudioDiffusion.Training.Tests;

public sealed class SineDataTests : TrainingDataContract
{
    protected override ITrainingData CreateData() => new SineData(5, "low", "high");
}
