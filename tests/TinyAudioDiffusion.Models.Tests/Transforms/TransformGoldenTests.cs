using TinyAudioDiffusion.Models.Formats.Safetensors;
using TinyAudioDiffusion.Models.Tests.Networks;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Models.WeightFiles;

namespace TinyAudioDiffusion.Models.Tests.Transforms;

public sealed class TransformGoldenTests(NetworkFixture fixture) : IClassFixture<NetworkFixture>
{
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Patching_ThereAndBack_MatchesTheReference(int size)
    {
        using var golden = SafetensorsFile.Open(Fixtures.File("transforms/patch.safetensors"));
        var transform = new PatchingTransform(size);
        using var x = new GoldenTensors(fixture.Engine, golden).Get("x");
        using var patched = transform.Encode(fixture.Engine, x);
        Assert.Equal(golden.ReadSingles($"p{size}"), fixture.Read(patched));
        using var back = transform.Decode(fixture.Engine, patched);
        Assert.Equal(fixture.Read(x), fixture.Read(back));
    }
}
