namespace TinyAudioDiffusion.Cli.Tests.Models;

public sealed class ExportCommandTests
{
    [Fact]
    public async Task Export_WritesAFileOfTheModelsSize()
    {
        using var folder = new TemporaryFolder();

        var said = await Tad.SucceedAsync("export", Fixtures.TinyNoise, folder["tiny.onnx"], "--onnx", "--length", "2048");

        Assert.Contains("tiny.onnx", said.Output, StringComparison.Ordinal);
        var weights = new FileInfo(Path.Combine(Fixtures.TinyNoise, "model.safetensors")).Length;
        Assert.InRange(new FileInfo(folder["tiny.onnx"]).Length, weights / 2, 1 << 20);
    }

    [Theory]
    [InlineData("--length", "1001")]
    [InlineData("--batch", "0")]
    public async Task Export_OfAShapeThatDoesNotFit_ExitsWith2AndWritesNothing(string option, string value)
    {
        using var folder = new TemporaryFolder();

        var result = await Tad.RunAsync("export", Fixtures.TinyNoise, folder["tiny.onnx"], option, value);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(option, result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["tiny.onnx"]));
    }
}
