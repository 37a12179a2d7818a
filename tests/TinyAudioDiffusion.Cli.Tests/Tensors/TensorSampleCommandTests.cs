namespace TinyAudioDiffusion.Cli.Tests.Tensors;

public sealed class TensorSampleCommandTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(50)]
    public async Task Sample_OnTheRawNetwork_MatchesTheReference(int steps)
    {
        using var folder = new TemporaryFolder();
        var golden = Fixtures.PathOf("fixtures/sampling/raw.safetensors");

        var run = await Tad.SucceedAsync(
            "tensor", "sample", "--model", Fixtures.PathOf("fixtures/unet/raw"), "--input", golden, "--steps", $"{steps}", "--sampler",
                "ddim",
            "--schedule", "linear", "--output", folder["out.safetensors"]);

        Assert.Matches(@"^\d+\.\d{4} s in the network", run.Error);
        Closeness.AssertClose(Fixtures.Read(golden, $"ddim/{steps}"), Fixtures.Read(folder["out.safetensors"], "sample"));
    }

    [Theory]
    [InlineData("torch1")]
    [InlineData("torch2")]
    public async Task Sample_OnCheckpoints_MatchesTheReference(string checkpoint)
    {
        using var folder = new TemporaryFolder();
        var io = Fixtures.PathOf($"fixtures/checkpoint/{checkpoint}.io.safetensors");
        var noise = Fixtures.Extract(io, folder["noise.safetensors"], ("sample/noise", "noise"));

        await Tad.SucceedAsync(
            "tensor", "sample", "--model", Fixtures.PathOf($"fixtures/checkpoint/{checkpoint}.ckpt"), "--input", noise, "--steps", "5",
            "--output", folder["out.safetensors"]);

        Closeness.AssertClose(Fixtures.Read(io, "sample/online5"), Fixtures.Read(folder["out.safetensors"], "sample"));
    }

    [Theory]
    [InlineData("raw-out-channels", "channels")]
    [InlineData("no-modulation", "noise level")]
    [InlineData("context-channels", "context channels")]
    public async Task Sample_OnNetworksThatCannotBeSampled_FailsWithOneSentence(string network, string expected)
    {
        using var folder = new TemporaryFolder();

        var sentence = await Tad.FailAsync(
            "tensor", "sample", "--model", Fixtures.PathOf($"fixtures/unet/{network}"), "--input",
                Fixtures.PathOf("fixtures/sampling/raw.safetensors"),
            "--steps", "1", "--output", folder["out.safetensors"]);

        Assert.Contains(expected, sentence, StringComparison.Ordinal);
        Assert.Empty(folder.Files);
    }

    [Fact]
    public async Task Sample_WithoutNoise_FailsWithOneSentence()
    {
        using var folder = new TemporaryFolder();

        var sentence = await Tad.FailAsync(
            "tensor", "sample", "--model", Fixtures.PathOf("fixtures/unet/raw"), "--input",
                Fixtures.PathOf("fixtures/unet/raw/io.safetensors"),
            "--output", folder["out.safetensors"]);

        Assert.Contains("has no tensor \"noise\"", sentence, StringComparison.Ordinal);
    }
}
