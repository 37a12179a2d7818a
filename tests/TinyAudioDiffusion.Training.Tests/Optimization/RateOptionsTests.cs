using TinyAudioDiffusion.Training.Optimization;

namespace TinyAudioDiffusion.Training.Tests.Optimization;

public sealed class RateOptionsTests
{
    [Fact]
    public void Constant_WarmsUpAndStays()
    {
        var rate = new RateOptions { Peak = 2e-4, WarmUp = 4 };
        Assert.Equal(0.5e-4, rate.At(1, 0), 1e-12);
        Assert.Equal(1e-4, rate.At(2, 0.1), 1e-12);
        Assert.Equal(2e-4, rate.At(4, 0.2), 1e-12);
        Assert.Equal(2e-4, rate.At(1000, 1), 1e-12);
    }

    [Fact]
    public void Cosine_FallsToItsFloor()
    {
        var rate = new RateOptions { Peak = 1e-3, Decay = RateDecay.Cosine, Floor = 0.1 };
        Assert.Equal(1e-3, rate.At(1, 0), 1e-12);
        Assert.Equal(0.55e-3, rate.At(50, 0.5), 1e-12);
        Assert.Equal(1e-4, rate.At(100, 1), 1e-12);
    }
}
