using TinyAudioDiffusion.Training.Runs;

namespace TinyAudioDiffusion.Training.Tests.Runs;

/// <summary>A training whose numbers leave the range of floats ends with one sentence, and the state before stays.</summary>
public sealed class NotFiniteTests : RunFixture
{
    [Theory]
    [InlineData(1e38, 0, 0)]
    [InlineData(1e38, 1, 0)] // the validation sees it first
    [InlineData(1e38, 0, 1)] // the sounds that the model makes do
    [InlineData(1e30, 1, 1)]
    [InlineData(1e20, 1, 1)]
    [InlineData(1e10, 1, 1)]
    public async Task RateBeyondReason_EndsWithTheSentence_AndKeepsAFiniteState(double rate, int validation, int samples)
    {
        var configuration = TinyTraining.Configuration with
        {
            Steps = 40,
            Rate = new() { Peak = rate },
            SaveInterval = 1,
            Average = new() { Decay = 0 },
            Validation = new() { Interval = validation, Clips = 1 },
            Samples = new() { Interval = samples, Count = 1, Steps = 1 },
        };

        var message = await FailureAsync(configuration, TrainingStart.FromSeed);

        Assert.Matches(
            "^Step [0-9]+: .* (is|are) .*The training was stopped, and its last state is as it was: start again with a lower rate.peak",
            message);
        using (var state = TrainingState.Open(Run.LastStatePath))
            Assert.Null(state.Counters.Impossible());
        Assert.All(MetricsFile.Read(Run.MetricsPath), line => Assert.True(line.IsPossible));
        Assert.Equal(message, await FailureAsync(configuration, TrainingStart.Resume)); // and on every resume, as before
    }
}
