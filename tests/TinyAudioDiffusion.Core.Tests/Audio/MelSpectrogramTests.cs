using TinyAudioDiffusion.Audio;

namespace TinyAudioDiffusion.Tests.Audio;

public class MelSpectrogramTests
{
    [Fact]
    public void Power_MatchesTheReference()
    {
        var golden = Golden.Load("audio/mel.safetensors");
        var mel = new MelSpectrogram();

        var power = mel.Power(new AudioClip(golden["wave"], 2, 44100));

        Assert.Equal(80 * mel.FramesOf(8192), power.Length);
        Golden.AssertClose(golden["mel"], power);
    }

    [Fact]
    public void ToDecibels_MatchesTheReference()
    {
        var golden = Golden.Load("audio/mel.safetensors");
        var power = new MelSpectrogram().Power(new AudioClip(golden["wave"], 2, 44100));

        MelSpectrogram.ToDecibels(power);

        Golden.AssertClose(golden["db"], power, absolute: 1e-3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(300)]
    [InlineData(511)]
    public void Power_ShorterThanAFrame_IsFinite(int length)
    {
        var power = new MelSpectrogram().Power([.. Enumerable.Range(0, length).Select(i => i % 2 == 0 ? 1f : -1f)]);

        Assert.Equal(80, power.Length);
        Assert.All(power, value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void ToDecibels_Silence_IsTheFloor()
    {
        float[] power = [0, 0, 0];

        MelSpectrogram.ToDecibels(power);

        Assert.All(power, value => Assert.Equal(-100f, value));
    }

    [Fact]
    public void Power_OfAnotherRateOrNothing_IsRefused()
    {
        var mel = new MelSpectrogram();

        Assert.Throws<ArgumentException>(() => mel.Power(new AudioClip(new float[100], 1, 48000)));
        Assert.Throws<ArgumentOutOfRangeException>(() => mel.Power(new AudioClip([], 1, 44100)));
    }
}
