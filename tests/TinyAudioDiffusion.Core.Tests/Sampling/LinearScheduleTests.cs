using TinyAudioDiffusion.Sampling;

namespace TinyAudioDiffusion.Tests.Sampling;

public class LinearScheduleTests
{
    [Fact]
    public void Fill_FourSteps_AreQuarters()
        => Assert.Equal([1f, 0.75f, 0.5f, 0.25f, 0f], Fill(4));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(50)]
    [InlineData(1000)]
    [InlineData(10000)]
    public void Fill_FallsStrictlyFromOneToZero(int steps)
    {
        var levels = Fill(steps);

        Assert.Equal(1f, levels[0]);
        Assert.Equal(0f, levels[^1]);
        for (var i = 1; i <= steps; i++)
        {
            Assert.True(levels[i] < levels[i - 1]);
            Assert.Equal(1 - ((double)i / steps), levels[i], 1.2e-7);
        }
    }

    // PyTorch's linspace counts the upper half from 1 and the lower half from 0, so neither end collects rounding errors.
    [Theory]
    [InlineData(7)]
    [InlineData(50)]
    [InlineData(49)]
    public void Fill_EachHalf_CountsFromItsOwnEnd(int steps)
    {
        var levels = Fill(steps);

        for (var i = 0; i <= steps; i++)
            Assert.Equal(2 * i < steps ? 1f - (i * (1f / steps)) : (steps - i) * (1f / steps), levels[i]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Fill_NoRoomForAStep_Throws(int length)
        => Assert.Throws<ArgumentException>(() => new LinearSchedule().Fill(new float[length]));

    private static float[] Fill(int steps)
    {
        var levels = new float[steps + 1];
        new LinearSchedule().Fill(levels);
        return levels;
    }
}
