using TinyAudioDiffusion.Noise;

namespace TinyAudioDiffusion.Tests.Character;

public sealed class SoundControlsTests
{
    private const int Rate = 44100;

    [Theory]
    [InlineData(80)]
    [InlineData(220)]
    [InlineData(900)]
    public void Pitch_OfARingingTone_IsItsFrequency(double hertz)
        => Assert.InRange(SoundControls.Of(Tone(hertz, decay: 0.3)).Pitch, 0.99 * hertz, 1.01 * hertz);

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.2)]
    public void Decay_OfAnExponential_IsTheTimeToTwentyDecibels(double seconds)
        => Assert.InRange(SoundControls.Of(Tone(440, seconds)).Decay, seconds - 0.006, seconds + 0.011);

    [Fact]
    public void Noisiness_TellsNoiseFromATone()
    {
        Assert.InRange(SoundControls.Of(Noise()).Noisiness, -3, 0);
        Assert.True(SoundControls.Of(Tone(440, 0.3)).Noisiness < -25);
    }

    [Fact]
    public void Brightness_RisesWithFrequency()
    {
        var brightness = new[] { 200.0, 800, 3000, 9000 }.Select(hertz => SoundControls.Of(Tone(hertz, 0.2)).Brightness).ToList();
        Assert.Equal(brightness.Order(), brightness);
        Assert.True(SoundControls.Of(Noise()).Brightness > SoundControls.Of(Tone(400, 0.2)).Brightness);
    }

    [Fact]
    public void Punch_IsTheShareOfTheAttack()
    {
        Assert.True(SoundControls.Of(Tone(440, 0.01)).Punch > 0.95);
        Assert.InRange(SoundControls.Of(Noise()).Punch, 0.02, 0.04); // 20 of 743 ms
    }

    [Fact]
    public void Level_AndAChannelMore_ChangeNothing()
    {
        var tone = Tone(330, 0.2);
        var quiet = new float[2 * tone.Length];
        for (var i = 0; i < quiet.Length; i++)
            quiet[i] = 0.125f * tone.Samples.Span[i % tone.Length];
        var (one, two) = (SoundControls.Of(tone), SoundControls.Of(new AudioClip(quiet, 2, Rate)));
        Assert.Equal(one.Brightness, two.Brightness, 3);
        Assert.Equal(one.Pitch, two.Pitch, 3);
        Assert.Equal((one.Decay, Math.Round(one.Punch, 6)), (two.Decay, Math.Round(two.Punch, 6)));
    }

    [Fact]
    public void ASoundThatIsNone_IsRefused()
    {
        Assert.Throws<UnusableSoundException>(() => SoundControls.Of(new AudioClip([], 1, Rate)));
        Assert.Throws<UnusableSoundException>(() => SoundControls.Of(new AudioClip([float.NaN], 1, Rate)));
    }

    [Fact]
    public void Silence_HasMeasuresThatAreNumbers()
    {
        var controls = SoundControls.Of(new AudioClip(new float[4096], 1, Rate));
        Assert.True(double.IsFinite(controls.Brightness + controls.Decay + controls.Pitch + controls.Punch + controls.Noisiness));
    }

    internal static AudioClip Tone(double hertz, double decay, int samples = 32768)
        => new([.. Enumerable.Range(0, samples).Select(i => (float)(0.5 * Math.Sin(2 * Math.PI * hertz * i / Rate) * Math.Pow(10, -(double)i / (Rate * decay))))], 1, Rate);

    internal static AudioClip Noise(int samples = 32768)
    {
        var noise = new float[samples];
        new NoiseStream(3).Fill(noise, 1, 0);
        return new AudioClip([.. noise.Select(value => 0.1f * value)], 1, Rate);
    }
}
