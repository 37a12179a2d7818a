using TinyAudioDiffusion.Noise;
using TinyAudioDiffusion.Sampling;
using TinyAudioDiffusion.Tests.Fakes;

namespace TinyAudioDiffusion.Tests.Sampling;

public class SamplingRunTests
{
    [Theory]
    [InlineData(1f)]
    [InlineData(1f, 1f)]
    [InlineData(0f, 1f)]
    [InlineData(1.1f, 0f)]
    [InlineData(1f, float.NaN)]
    [InlineData(1f, 0.5f, 0.5f, 0f)]
    public void Constructor_BadGrid_Throws(params float[] noiseLevels)
        => Assert.Throws<ArgumentException>(() => new SamplingRun(new ScriptedDiffusionModel(), noiseLevels, [new NoiseStream(1)], 8));

    [Fact]
    public void Constructor_LengthThatTheModelDoesNotTake_Throws()
        => Assert.Throws<ArgumentException>(() => new SamplingRun(new ScriptedDiffusionModel(), [1f, 0f], [new NoiseStream(1)], 9));

    [Fact]
    public void Constructor_NoItems_Throws()
        => Assert.Throws<ArgumentException>(() => new SamplingRun(new ScriptedDiffusionModel(), [1f, 0f], [], 8));

    [Fact]
    public void DrawNoise_GivesTheItemsOwnDraws_FromOneOn()
    {
        var run = new SamplingRun(new ScriptedDiffusionModel(), [1f, 0f], [new NoiseStream(4), new NoiseStream(9)], 8);
        var drawn = new float[16];

        for (var draw = 1; draw <= 2; draw++)
        {
            run.DrawNoise(drawn);

            var expected = new float[8];
            new NoiseStream(9).Fill(expected, 1, draw);
            Assert.Equal(expected, drawn[8..]);
        }
    }
}
