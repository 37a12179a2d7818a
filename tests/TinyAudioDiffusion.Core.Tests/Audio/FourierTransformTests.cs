using TinyAudioDiffusion.Audio;
using TinyAudioDiffusion.Noise;

namespace TinyAudioDiffusion.Tests.Audio;

public class FourierTransformTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(64)]
    [InlineData(512)]
    public void Transform_Noise_IsTheSumOfTheDefinition(int size)
    {
        var noise = new float[size];
        new NoiseStream(1).Fill(noise, 1, 0);
        double[] signal = [.. noise];
        var transform = new FourierTransform(size);
        var (real, imaginary) = (new double[transform.Bins], new double[transform.Bins]);

        transform.Transform(signal, real, imaginary);

        for (var k = 0; k <= size / 2; k++)
        {
            var (re, im) = (0.0, 0.0);
            for (var n = 0; n < size; n++)
            {
                re += signal[n] * double.CosPi(2.0 * k * n / size);
                im -= signal[n] * double.SinPi(2.0 * k * n / size);
            }

            Assert.Equal(re, real[k], 1e-11 * size);
            Assert.Equal(im, imaginary[k], 1e-11 * size);
        }
    }

    [Fact]
    public void Power_Tone_IsInOneBin()
    {
        var transform = new FourierTransform(1024);
        var power = new double[513];

        transform.Power([.. Enumerable.Range(0, 1024).Select(n => double.CosPi(2.0 * 37 * n / 1024))], power);

        Assert.Equal(512.0 * 512, power[37], 1e-6);
        Assert.Equal(512.0 * 512, power.Sum(), 1e-6);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(-8)]
    [InlineData(1000)]
    public void Size_NoPowerOfTwo_IsRefused(int size) => Assert.Throws<ArgumentOutOfRangeException>(() => new FourierTransform(size));

    [Fact]
    public void Transform_WrongLengths_AreRefused()
    {
        var transform = new FourierTransform(8);

        Assert.Throws<ArgumentException>(() => transform.Transform(new double[7], new double[5], new double[5]));
        Assert.Throws<ArgumentException>(() => transform.Transform(new double[8], new double[4], new double[5]));
        Assert.Throws<ArgumentException>(() => transform.Power(new double[8], new double[8]));
    }
}
