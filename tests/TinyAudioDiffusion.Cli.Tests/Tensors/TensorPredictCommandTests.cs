namespace TinyAudioDiffusion.Cli.Tests.Tensors;

public sealed class TensorPredictCommandTests
{
    public static TheoryData<string> Networks { get; } =
        [.. Directory.GetDirectories(Fixtures.PathOf("fixtures/unet")).Select(folder => Path.GetFileName(folder))
            .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Networks))]
    public async Task Predict_OnEveryNetwork_MatchesTheReference(string network)
    {
        using var folder = new TemporaryFolder();
        var model = Fixtures.PathOf($"fixtures/unet/{network}");
        var io = Path.Combine(model, "io.safetensors");
        var scale = network == "cross-attention-cfg" ? "3" : "1";

        var run = await Tad.SucceedAsync(
            "tensor", "predict", "--model", model, "--input", io, "--output", folder["out.safetensors"], "--embedding-scale", scale);

        Assert.Matches(@"^\d+\.\d{4} s in the network", run.Error);
        using var output = Fixtures.Open(folder["out.safetensors"]);
        using var golden = Fixtures.Open(io);
        Assert.Equal(golden.Find("out/v")!.Shape, output.Find("v")!.Shape);
        Closeness.AssertClose(Fixtures.Read(io, "out/v"), Fixtures.Read(folder["out.safetensors"], "v"));
    }

    [Theory]
    [InlineData("torch1", "online")]
    [InlineData("torch1", "ema")]
    [InlineData("torch2", "online")]
    [InlineData("torch2", "ema")]
    public async Task Predict_OnCheckpoints_MatchesTheReference(string checkpoint, string weights)
    {
        using var folder = new TemporaryFolder();
        var io = Fixtures.PathOf($"fixtures/checkpoint/{checkpoint}.io.safetensors");
        var input = Fixtures.Extract(io, folder["in.safetensors"], ("in/x", "x"), ("in/time", "time"));

        await Tad.SucceedAsync(
            "tensor", "predict", "--model", Fixtures.PathOf($"fixtures/checkpoint/{checkpoint}.ckpt"), "--weights", weights,
            "--input", input, "--output", folder["out.safetensors"]);

        Closeness.AssertClose(Fixtures.Read(io, $"out/{weights}"), Fixtures.Read(folder["out.safetensors"], "v"));
    }

    [Fact]
    public void Networks_AreTen() => Assert.Equal(10, Networks.Count);

    [Fact]
    public async Task Predict_WithInputsThatDoNotFit_FailsWithOneSentence()
    {
        using var folder = new TemporaryFolder();
        var raw = Fixtures.PathOf("fixtures/unet/raw");
        var io = Path.Combine(raw, "io.safetensors");
        var noTime = Fixtures.Extract(io, folder["no-time.safetensors"], ("in/x", "x"));
        var wrongAxes = Fixtures.Extract(io, folder["axes.safetensors"], ("in/time", "x"));
        var odd = Fixtures.PathOf("fixtures/unet/raw-odd-factors");

        Assert.Contains("no-time", await PredictAsync(raw, noTime), StringComparison.Ordinal);
        Assert.Contains("[batch, channels, samples]", await PredictAsync(raw, wrongAxes), StringComparison.Ordinal);
        Assert.Contains("a multiple of 24", await PredictAsync(odd, io), StringComparison.Ordinal);
        Assert.Contains("nowhere", await PredictAsync(raw, "nowhere.safetensors"), StringComparison.Ordinal);
        Assert.Contains("nowhere", await PredictAsync("nowhere", io), StringComparison.Ordinal);
        Assert.False(File.Exists(folder["out.safetensors"]));

        Task<string> PredictAsync(string model, string input)
            => Tad.FailAsync("tensor", "predict", "--model", model, "--input", input, "--output", folder["out.safetensors"]);
    }
}
