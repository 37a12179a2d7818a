using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Noise;
using TinyAudioDiffusion.Training.Objective;

namespace TinyAudioDiffusion.Training.Tests.Objective;

public sealed class ObjectiveTests
{
    [Fact]
    public void Differentiate_GivesTheSlopeOfTheWeightedLoss()
    {
        var (predicted, target) = (new float[24], new float[24]);
        new NoiseStream(1).Fill(predicted, 1, 0);
        new NoiseStream(2).Fill(target, 1, 0);
        var loss = SquaredError.Compute(predicted, target);
        var slope = (float[])predicted.Clone();
        Assert.Equal(loss, SquaredError.Differentiate(slope, target, weight: 0.3), 1e-12);
        for (var i = 0; i < predicted.Length; i++)
        {
            const float Step = 1e-2f;
            var (above, below) = ((float[])predicted.Clone(), (float[])predicted.Clone());
            (above[i], below[i]) = (predicted[i] + Step, predicted[i] - Step);
            var expected = 0.3 * (
                SquaredError.Compute(above, target) - SquaredError.Compute(below, target)) / ((double)above[i] - below[i]);
            Assert.Equal(expected, slope[i], 1e-5);
        }
    }

    [Fact]
    public void Weight_MinSnr_IsTheFormulaOfThePaper()
    {
        var objective = new ObjectiveOptions { Weighting = LossWeighting.MinSnr, Gamma = 5 };
        for (var t = 0.05f; t < 1; t += 0.1f)
        {
            var snr = Math.Pow(double.CosPi(0.5 * t) / double.SinPi(0.5 * t), 2);
            Assert.Equal(Math.Min(snr, 5) / (snr + 1), objective.Weight(t), 1e-12);
        }

        Assert.Equal(0, objective.Weight(0));
        Assert.Equal(0, objective.Weight(1), 1e-12);
        Assert.Equal(1, new ObjectiveOptions().Weight(0.3f));
    }

    [Fact]
    public void Sounds_EveryEpoch_AreAllSoundsInAnotherOrder()
    {
        const int Count = 37;
        var draws = new TrainingDraws(seed: 5);
        var epochs = Enumerable.Range(0, 3).Select(
            epoch => Enumerable.Range(epoch * Count, Count).Select(item => draws.Sound(item, Count)).ToList()).ToList();
        for (var epoch = 0; epoch < 3; epoch++)
        {
            Assert.All(epochs[epoch], sound => Assert.Equal((ulong)epoch, sound.Visit));
            Assert.Equal(Enumerable.Range(0, Count), epochs[epoch].Select(sound => sound.Index).Order());
        }

        Assert.NotEqual(epochs[0].Select(sound => sound.Index), epochs[1].Select(sound => sound.Index));
        Assert.Equal(epochs[1][3], new TrainingDraws(seed: 5).Sound(Count + 3, Count));
    }

    [Fact]
    public void NoiseLevels_Stratified_HaveOneInEachPart()
    {
        var draws = new TrainingDraws(seed: 1);
        for (var item = 0; item < 160; item++)
            Assert.InRange(draws.NoiseLevel(item, 16), item % 16 / 16f, ((item % 16) + 1) / 16f);
    }

    [Fact]
    public void NoiseLevels_Uniform_FillTheRangeEvenly()
    {
        var draws = new TrainingDraws(seed: 1);
        var levels = Enumerable.Range(0, 4000).Select(item => draws.NoiseLevel(item, 1)).ToList();
        Assert.InRange(levels.Average(), 0.48, 0.52);
        Assert.InRange(levels.Count(level => level < 0.1f), 340, 460);
        Assert.InRange(levels.Min(), 0, 0.01f);
        Assert.InRange(levels.Max(), 0.99f, 1);
    }

    [Fact]
    public void HiddenClasses_AreTheShareThatWasAskedFor()
    {
        var draws = new TrainingDraws(seed: 3);
        Assert.InRange(Enumerable.Range(0, 4000).Count(item => draws.HidesClass(item, 0.1)), 330, 470);
        Assert.DoesNotContain(Enumerable.Range(0, 100), item => draws.HidesClass(item, 0));
        Assert.All(Enumerable.Range(0, 100), item => Assert.True(draws.HidesClass(item, 1)));
    }
}
