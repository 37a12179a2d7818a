namespace TinyAudioDiffusion.Engine.Tests.Conformance;

/// <summary>How far the values of an engine may be from those of the scalar engine. The parts are added.</summary>
/// <param name="Absolute">A part that does not depend on the values.</param>
/// <param name="OfLargest">A part for each unit of the largest magnitude among the expected values.</param>
/// <param name="OfEach">A part for each unit of the magnitude of the expected value itself.</param>
internal readonly record struct Closeness(float Absolute, float OfLargest, float OfEach)
{
    public void Check(string what, float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        var largest = expected.Max(MathF.Abs);
        for (var i = 0; i < expected.Length; i++)
        {
            var tolerance = Absolute + (OfLargest * largest) + (OfEach * MathF.Abs(expected[i]));
            if (!(MathF.Abs(expected[i] - actual[i]) <= tolerance))
                Assert.Fail(
                    $"Element {i} of {what} is {actual[i]:R}; the scalar engine has {expected[i]:R}, and the largest is {largest:R}.");
        }
    }
}
