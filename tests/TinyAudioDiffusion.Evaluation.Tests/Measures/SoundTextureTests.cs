using TinyAudioDiffusion.Evaluation.Measures;

namespace TinyAudioDiffusion.Evaluation.Tests.Measures;

public sealed class SoundTextureTests
{
    [Fact]
    public void Tonality_TellsLinesFromNoise()
    {
        Assert.InRange(SoundMeasures.Of(TestSounds.Tone(700, 0.5)).Tonality, 0.8, 1);
        Assert.InRange(SoundMeasures.Of(TestSounds.Hiss(1, 0.5)).Tonality, 0, 0.25);
    }

    [Fact]
    public void ABodyAfterTheFirst_IsCounted()
    {
        var (tone, ghost) = (TestSounds.Tone(200, 0.3), TestSounds.Tone(200, 0.2, peak: 0.2, delay: 13230));
        var both = new AudioClip([.. tone.Samples.ToArray().Zip(ghost.Samples.ToArray(), (a, b) => a + b)], 1, TestSounds.Rate);
        Assert.Equal((0, 1), (SoundMeasures.Of(tone).LaterBodies, SoundMeasures.Of(both).LaterBodies));
    }

    [Fact]
    public void AFaintGhost_IsNone()
    {
        var (tone, ghost) = (TestSounds.Tone(200, 0.3), TestSounds.Tone(200, 0.2, peak: 0.01, delay: 13230));
        Assert.Equal(0, SoundMeasures.Of(new AudioClip([.. tone.Samples.ToArray().Zip(ghost.Samples.ToArray(), (a, b) => a + b)], 1, TestSounds.Rate)).LaterBodies);
    }

    [Fact]
    public void Attack_IsTheTimeToThePeak()
    {
        var swell = new AudioClip([.. Enumerable.Range(0, 8820).Select(i => (float)(Math.Sin(0.3 * i) * Math.Min(1, 0.1 + (i / 4410.0)) * (i < 4410 ? 1 : 0.5)))], 1, TestSounds.Rate);
        Assert.InRange(SoundMeasures.Of(swell).Attack, 0.08, 0.1);
        Assert.InRange(SoundMeasures.Of(TestSounds.Tone(700, 0.5)).Attack, 0, 0.001);
    }

    [Fact]
    public void OnsetFlux_IsLargerForAStrokeThanForASwell()
        => Assert.True(SoundMeasures.Of(TestSounds.Tone(700, 0.5, delay: 4000)).OnsetFlux > SoundMeasures.Of(new AudioClip(
            [.. Enumerable.Range(0, 32768).Select(i => (float)(Math.Sin(0.1 * i) * i / 32768))], 1, TestSounds.Rate)).OnsetFlux);
}
