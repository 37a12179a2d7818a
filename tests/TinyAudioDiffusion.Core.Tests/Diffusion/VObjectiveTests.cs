using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Noise;

namespace TinyAudioDiffusion.Tests.Diffusion;

public class VObjectiveTests
{
    [Fact]
    public void NoisyAndVelocity_MatchTheReference()
    {
        var golden = Golden.Load("sampling/v-objective.safetensors");
        var (clean, noise, levels) = (golden["x"], golden["noise"], golden["sigma"]);
        var size = clean.Length / levels.Length;
        var (noisy, velocity) = (new float[clean.Length], new float[clean.Length]);

        for (var item = 0; item < levels.Length; item++)
        {
            var range = (item * size)..((item + 1) * size);
            VObjective.Noisy(clean.AsSpan(range), noise.AsSpan(range), levels[item], noisy.AsSpan(range));
            VObjective.Velocity(clean.AsSpan(range), noise.AsSpan(range), levels[item], velocity.AsSpan(range));
        }

        Golden.AssertClose(golden["noisy"], noisy, absolute: 1e-6, relative: 1e-6);
        Golden.AssertClose(golden["v"], velocity, absolute: 1e-6, relative: 1e-6);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(0.3f)]
    [InlineData(0.99f)]
    [InlineData(1f)]
    public void DenoisedAndNoise_UndoNoisyAndVelocity(float noiseLevel)
    {
        var (clean, noise) = (Random(1), Random(2));
        var (noisy, velocity) = (new float[clean.Length], new float[clean.Length]);
        VObjective.Noisy(clean, noise, noiseLevel, noisy);
        VObjective.Velocity(clean, noise, noiseLevel, velocity);

        var (cleanAgain, noiseAgain) = (new float[clean.Length], new float[clean.Length]);
        VObjective.Denoised(noisy, velocity, noiseLevel, cleanAgain);
        VObjective.Noise(noisy, velocity, noiseLevel, noiseAgain);

        Golden.AssertClose(clean, cleanAgain, absolute: 1e-6);
        Golden.AssertClose(noise, noiseAgain, absolute: 1e-6);
    }

    [Fact]
    public void AlphaAndSigma_AreExactAtTheEnds()
    {
        Assert.Equal((1f, 0f), (VObjective.Alpha(0f), VObjective.Sigma(0f)));
        Assert.Equal((0f, 1f), (VObjective.Alpha(1f), VObjective.Sigma(1f)));
    }

    [Fact]
    public void InPlace_GivesTheSameBits()
    {
        var (x, v) = (Random(3), Random(4));
        var (denoised, noise) = (new float[x.Length], new float[x.Length]);
        VObjective.Denoised(x, v, 0.4f, denoised);
        VObjective.Noise(x, v, 0.4f, noise);

        var (xInPlace, vInPlace) = (x.ToArray(), v.ToArray());
        VObjective.Denoised(xInPlace, v, 0.4f, xInPlace);
        VObjective.Noise(x, vInPlace, 0.4f, vInPlace);

        Assert.Equal(denoised, xInPlace);
        Assert.Equal(noise, vInPlace);
    }

    [Fact]
    public void AnyOffset_GivesTheSameBits()
    {
        var (x, v) = (Random(5), Random(6));
        var whole = new float[x.Length];
        VObjective.Denoised(x, v, 0.7f, whole);

        for (var start = 0; start < 40; start++)
        {
            var part = new float[x.Length - start];
            VObjective.Denoised(x.AsSpan(start), v.AsSpan(start), 0.7f, part);
            Assert.Equal(whole[start..], part);
        }
    }

    [Fact]
    public void DifferentLengths_Throw()
        => Assert.Throws<ArgumentException>(() => VObjective.Noisy(new float[4], new float[5], 0.5f, new float[4]));

    private static float[] Random(ulong seed)
    {
        var values = new float[101];
        new NoiseStream(seed).Fill(values, 1, 0);
        return values;
    }
}
