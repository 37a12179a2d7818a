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

    [Fact]
    public async Task Export_UnrolledStudent_IsOneFileOfItsWeights()
    {
        using var folder = new TemporaryFolder();

        await Tad.SucceedAsync("export", "drum-classes-4", folder["pass.onnx"], "--onnx");
        await Tad.SucceedAsync("export", "drum-classes-4", folder["sampler.onnx"], "--onnx", "--unroll");

        var pass = new FileInfo(folder["pass.onnx"]).Length;
        Assert.InRange(new FileInfo(folder["sampler.onnx"]).Length, pass, pass + (1 << 18));
    }

    [Fact]
    public async Task Export_UnrolledModelThatIsNoStudent_ExitsWith2AndTellsHowToMakeOne()
    {
        using var folder = new TemporaryFolder();

        var result = await Tad.RunAsync("export", Fixtures.TinyNoise, folder["tiny.onnx"], "--unroll");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--unroll", result.Error, StringComparison.Ordinal);
        Assert.Contains("tad distill", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["tiny.onnx"]));
    }
}
