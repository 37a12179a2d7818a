using TinyAudioDiffusion.Sampling;

namespace TinyAudioDiffusion.Tests.Sampling;

public class ScheduleTests
{
    public static TheoryData<string> All() => ["linear", "cosine-logsnr", "karras", "exponential", "polyexponential", "crash", "logistic"];

    [Theory]
    [MemberData(nameof(All))]
    public void Fill_FallsStrictlyFromOneToZero(string name)
    {
        foreach (var steps in new[] { 1, 2, 3, 16, 50, 1000, 10000 })
        {
            var levels = Sampled.Grid(Make(name), steps);

            Assert.Equal(1f, levels[0]);
            Assert.Equal(0f, levels[^1]);
            for (var i = 1; i <= steps; i++)
                Assert.True(levels[i] < levels[i - 1], $"{steps} steps: level {i} is {levels[i]} after {levels[i - 1]}.");
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Fill_NoRoomForAStep_Throws(string name)
    {
        Assert.Throws<ArgumentException>(() => Make(name).Fill(new float[1]));
        Assert.Throws<ArgumentException>(() => Make(name).Fill([]));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Name_IsTheRegisteredOne(string name) => Assert.Equal(name, Make(name).Name);

    [Fact]
    public void LogSnr_IsEvenInTheLogarithm()
    {
        var levels = Sampled.Grid(new LogSnrSchedule(-6, 7), 14);

        for (var i = 1; i < 14; i++)
            Assert.Equal(-6 + i, -2 * Math.Log(SigmaSpace.SigmaOf(levels[i])), 1e-4);
    }

    [Fact]
    public void Karras_IsEvenInTheRoot()
    {
        var levels = Sampled.Grid(new KarrasSchedule(0.01, 80, 7), 10);

        var (max, min) = (Math.Pow(80, 1.0 / 7), Math.Pow(0.01, 1.0 / 7));
        for (var i = 1; i < 10; i++)
            Assert.Equal(Math.Pow(max + (i / 9.0 * (min - max)), 7), SigmaSpace.SigmaOf(levels[i]), 80 * 1e-5);
    }

    [Fact]
    public void Polyexponential_WithPowerOne_IsExponential()
        => Golden.AssertClose(
            Sampled.Grid(new ExponentialSchedule(), 20), Sampled.Grid(new PolyexponentialSchedule(rho: 1), 20), absolute: 1e-7,
                relative: 1e-6);

    [Fact]
    public void Crash_HasTheSquaredSineAsItsShareOfNoise()
    {
        var levels = Sampled.Grid(new CrashSchedule(), 8);

        for (var i = 0; i <= 8; i++)
            Assert.Equal(Math.Pow(Math.Sin(Math.PI / 2 * (8 - i) / 8), 2), Math.Sin(Math.PI / 2 * levels[i]), 1e-6);
    }

    [Fact]
    public void Logistic_HasTheQuantilesOfTheDistribution()
    {
        var levels = Sampled.Grid(new LogisticSchedule(1.3), 10);

        for (var i = 1; i < 10; i++)
            Assert.Equal(1 - (i / 10.0), 1 / (1 + Math.Pow(SigmaSpace.SigmaOf(levels[i]), -1 / 1.3)), 1e-6);
    }

    [Fact]
    public void BadOptions_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new KarrasSchedule(sigmaMin: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new KarrasSchedule(sigmaMin: 1, sigmaMax: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new KarrasSchedule(rho: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LogSnrSchedule(7, -6));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LogSnrSchedule(double.NegativeInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LogisticSchedule(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExponentialSchedule(sigmaMax: double.PositiveInfinity));
    }

    [Theory]
    [InlineData(1f, double.PositiveInfinity)]
    [InlineData(0.5f, 1.0)]
    [InlineData(0f, 0.0)]
    public void SigmaOf_And_NoiseLevelOf_AreInverse(float level, double sigma)
    {
        Assert.Equal(sigma, SigmaSpace.SigmaOf(level), 1e-15);
        Assert.Equal(level, SigmaSpace.NoiseLevelOf(sigma));
    }

    // Our own arc tangent against the C library's.
    [Fact]
    public void NoiseLevelOf_IsTheArcTangent()
    {
        for (var sigma = 1e-6; sigma < 1e6; sigma *= 1.07)
            Assert.Equal((float)(Math.Atan(sigma) * 2 / Math.PI), SigmaSpace.NoiseLevelOf(sigma), MathF.ScaleB(1, -24));
    }

    private static INoiseSchedule Make(string name) => name switch
    {
        "linear" => new LinearSchedule(),
        "cosine-logsnr" => new LogSnrSchedule(),
        "karras" => new KarrasSchedule(),
        "exponential" => new ExponentialSchedule(),
        "polyexponential" => new PolyexponentialSchedule(),
        "logistic" => new LogisticSchedule(),
        _ => new CrashSchedule(),
    };
}
