using SoundFarm.Simulation;

namespace SoundFarm.Tests.Simulation;

public class FarmSimulationTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(10, 3)]
    [InlineData(200, 150)]
    public void Run_MakesEachSoundOnce_WhoeverDies(int silos, int killed)
    {
        var report = FarmSimulation.Run(silos, 20_000, new FarmCosts(), killed);

        Assert.Equal(20_000, report.Done);
        Assert.InRange(report.MadeTwice, 0, killed * (new FarmCosts().Waiting + 1));
        Assert.InRange(report.Efficiency, 0.02, 1);
    }

    [Fact]
    public void Run_WithASlowStore_IsAsSlowAsTheStore()
    {
        var costs = new FarmCosts { StoreBytesPerSecond = 1e6, SoundBytes = 1e6 };

        Assert.InRange(FarmSimulation.Run(100, 1000, costs).Seconds, 1000, 1010);
    }
}
