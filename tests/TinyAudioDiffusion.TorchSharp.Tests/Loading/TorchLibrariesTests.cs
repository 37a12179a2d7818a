using TinyAudioDiffusion.TorchSharp.Loading;

namespace TinyAudioDiffusion.TorchSharp.Tests.Loading;

public sealed class TorchLibrariesTests
{
    [Theory]
    [InlineData("0.107.0", true, "issue 1567")]
    [InlineData("0.107.0", false, "must reference TorchSharp-cpu")]
    [InlineData("0.105.2", true, "must reference TorchSharp-cpu")]
    public void Advice_NamesTheKnownFault_WhereItIs(string version, bool isWindows, string expected)
    {
        var advice = TorchLibraries.Advice(version, isWindows);

        Assert.Contains(expected, advice, StringComparison.Ordinal);
        Assert.Contains(version, advice, StringComparison.Ordinal);
    }
}
