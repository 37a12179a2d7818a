namespace TinyAudioDiffusion.Cli.Tests;

/// <summary>The tolerance of the golden values: 1e-5 absolute + 1e-4 relative.</summary>
internal static class Closeness
{
    public static void AssertClose(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            if (!(MathF.Abs(expected[i] - actual[i]) <= 1e-5f + (1e-4f * MathF.Abs(expected[i]))))
                Assert.Fail($"Element {i} is {actual[i]:R}; the reference has {expected[i]:R}.");
        }
    }
}
