using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Tests;

namespace TinyAudioDiffusion.DanceDiffusion.Tests;

/// <summary>What may be wrong with the files: each is refused with the file, the place and the reason.</summary>
public sealed class FaultTests : IAsyncDisposable
{
    private readonly Dance _dance = new();

    public ValueTask DisposeAsync() => _dance.DisposeAsync();

    /// <summary>Text of unet/config.json, what it becomes, where the fault is, and what is said.</summary>
    [Theory]
    [InlineData("\"UNet1DModel\"", "\"UNet2DModel\"", "_class_name", "UNet2DModel")]
    [InlineData("\"AttnDownBlock1D\"", "\"DownResnetBlock1D\"", "down_block_types", "DownResnetBlock1D")]
    [InlineData("\"AttnUpBlock1D\"", "\"../UpBlock1D\"", "up_block_types", "../UpBlock1D")]
    [InlineData("\"DownBlock1DNoSkip\"", "\"DownBlock1D\"", "down_block_types", "outermost block must be DownBlock1DNoSkip")]
    [InlineData("\"UpBlock1DNoSkip\"", "\"AttnUpBlock1D\"", "up_block_types", "outermost block must be UpBlock1DNoSkip")]
    [InlineData("\"UNetMidBlock1D\"", "\"MidResTemporalBlock1D\"", "mid_block_type", "MidResTemporalBlock1D")]
    [InlineData("\"fourier\"", "\"positional\"", "time_embedding_type", "positional")]
    [InlineData("\"use_timestep_embedding\": false", "\"use_timestep_embedding\": true", "use_timestep_embedding", "no waveform model")]
    [InlineData("\"extra_in_channels\": 16", "\"extra_in_channels\": 15", "extra_in_channels", "pairs")]
    [InlineData("\"extra_in_channels\": 16", "\"extra_in_channels\": -2147483648", "extra_in_channels", "pairs")]
    [InlineData("\"extra_in_channels\": 16,", "", "extra_in_channels", "missing")]
    [InlineData("\"out_channels\": 2", "\"out_channels\": 1", "out_channels", "in_channels, 2")]
    [InlineData("\"in_channels\": 2", "\"in_channels\": \"two\"", "in_channels", "no whole number")]
    [InlineData("\"sample_rate\": 16000", "\"sample_rate\": null", "sample_rate", "missing")]
    [InlineData("\"sample_rate\": 16000", "\"sample_rate\": 99999999999", "sample_rate", "no whole number")]
    [InlineData("\"sample_size\": 256", "\"sample_size\": 0", "sample_size", "from 1")]
    [InlineData("    32,\n    32\n", "    32\n", "block_out_channels", "each needs a width")]
    [InlineData("    8,\n", "    2000000000,\n", "block_out_channels", "from 1 to|must be 1 to")]
    [InlineData("    32,\n    32\n", "    32,\n    16\n", "block_out_channels", "no heads of 32")]
    [InlineData("    32,\n    32\n", "    32,\n    1.5\n", "block_out_channels", "no list of whole numbers")]
    [InlineData("{", "[", null, "not valid JSON")]
    [InlineData("\"in_channels\": 2", "\"in_channels\": 2, \"in_channels\": 3", "in_channels", "not valid JSON")]
    public async Task Configuration_WithAFault_IsRefused(string text, string damaged, string? place, string reason)
    {
        using var folder = new TemporaryFolder();
        var copy = Dance.Copy(folder);
        var path = Path.Combine(copy, "unet", "config.json");
        var before = await File.ReadAllTextAsync(path);
        Assert.Contains(text, before, StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, before.Replace(text, damaged, StringComparison.Ordinal));

        var exception = await Assert.ThrowsAsync<ModelFormatException>(() => _dance.LoadAsync(copy));

        Assert.Equal(path, exception.File);
        Assert.Matches(reason.Replace(".", "\\.", StringComparison.Ordinal), exception.Message);
        if (place is not null)
            Assert.Contains(place, exception.Place, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mid_block.attentions.2.query.weight", "missing")]
    [InlineData("up_blocks.2.resnets.2.conv_2.bias", "missing")]
    [InlineData("time_proj.weight", "missing")]
    public async Task Weights_WithoutATensor_AreRefused(string name, string reason)
    {
        var exception = await LoadChangedAsync((entry, values) => entry.Name == name ? null : (entry.Name, entry.Shape, values));

        Assert.Equal(name, exception.Place);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("down_blocks.1.resnets.0.conv_1.weight", new long[] { 5, 8, 32 }, "[5, 8, 32], but the configuration describes [32, 8, 5]")]
    [InlineData("mid_block.attentions.0.value.weight", new long[] { 1024 }, "[1024], but the configuration describes [32, 32]")]
    [InlineData("time_proj.weight", new long[] { 8, 1 }, "[8, 1], but the configuration describes [8]")]
    [InlineData("up_blocks.0.up.kernel", new long[] { 2, 4 }, "[2, 4], but the configuration describes [8]")]
    public async Task Weights_OfAnotherShape_AreRefused(string name, long[] shape, string reason)
    {
        var exception = await LoadChangedAsync((entry, values) => (entry.Name, entry.Name == name ? shape : entry.Shape, values));

        Assert.Equal(name, exception.Place);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Weights_WithATensorTooMany_AreRefused()
    {
        var exception = await LoadChangedAsync(
            (entry, values) => (entry.Name == "mid_block.up.kernel" ? "../out_block.weight" : entry.Name, entry.Shape, values));

        Assert.Equal("../out_block.weight", exception.Place);
        Assert.Contains("has no such tensor", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filter_ThatIsNotTheCubicOne_IsRefused()
    {
        var exception = await LoadChangedAsync((entry, values) => (
            entry.Name, entry.Shape, entry.Name == "down_blocks.1.down.kernel" ? [0, 0, 0.125f, 0.375f, 0.375f, 0.125f, 0, 0] : values));

        Assert.Equal("down_blocks.1.down.kernel", exception.Place);
        Assert.Contains("cubic filter", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unet/config.json", "unet/config.json")]
    [InlineData("unet/diffusion_pytorch_model.bin", "unet/diffusion_pytorch_model.safetensors")]
    public async Task MissingFile_IsNamed(string gone, string place)
    {
        using var folder = new TemporaryFolder();
        var copy = Dance.Copy(folder);
        File.Delete(Path.Combine(copy, gone));

        var exception = await Assert.ThrowsAsync<ModelFormatException>(() => _dance.LoadAsync(copy));

        Assert.Equal((copy, place), (exception.File, exception.Place));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(300_000)]
    public async Task CutWeights_AreRefused(int length)
    {
        using var folder = new TemporaryFolder();
        var copy = Dance.Copy(folder);
        var path = Path.Combine(copy, Dance.Weights);
        await File.WriteAllBytesAsync(path, (await File.ReadAllBytesAsync(path))[..length]);

        var exception = await Assert.ThrowsAsync<ModelFormatException>(() => _dance.LoadAsync(copy));

        Assert.Equal(path, exception.File);
    }

    [Fact]
    public async Task IndexOfAnotherPipeline_IsNoModelOfOurs()
    {
        using var folder = new TemporaryFolder();
        var copy = Dance.Copy(folder);
        var path = Path.Combine(copy, "model_index.json");
        await File.WriteAllTextAsync(
            path, (await File.ReadAllTextAsync(path)).Replace("DanceDiffusionPipeline", "AudioLDMPipeline", StringComparison.Ordinal));

        var files = await _dance.Finder.FetchAsync(copy, new());

        Assert.NotEqual("dance-diffusion", _dance.Finder.FormatOf(files).Name);
    }

    [Fact]
    public async Task OtherScheduler_RecommendsNothing_AndADamagedOneIsRefused()
    {
        using var folder = new TemporaryFolder();
        var copy = Dance.Copy(folder);
        var path = Path.Combine(copy, "scheduler", "scheduler_config.json");
        await File.WriteAllTextAsync(path, """{"_class_name":"DDIMScheduler"}""");
        var loaded = await _dance.LoadAsync(copy);
        loaded.Model.Dispose();
        Assert.Null(loaded.Settings);

        await File.WriteAllTextAsync(path, """{"_class_name":7}""");
        Assert.Equal(path, (await Assert.ThrowsAsync<ModelFormatException>(() => _dance.LoadAsync(copy))).File);
    }

    [Fact]
    public async Task LargeConfiguration_IsNotRead()
    {
        using var folder = new TemporaryFolder();
        var copy = Dance.Copy(folder);
        await File.WriteAllTextAsync(Path.Combine(copy, "unet", "config.json"), new string(' ', (1 << 20) + 1));

        var exception = await Assert.ThrowsAsync<ModelFormatException>(() => _dance.LoadAsync(copy));

        Assert.Contains("more than 1048576 bytes", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Loading_CanBeCancelled()
    {
        using var source = new CancellationTokenSource();
        var files = await _dance.Finder.FetchAsync(Dance.PathOf("tiny"), new());
        await source.CancelAsync();

        Assert.ThrowsAny<OperationCanceledException>(() => _dance.Finder.FormatOf(files).Load(files, new(), source.Token));
    }

    private async Task<ModelFormatException> LoadChangedAsync(
        Func<WeightEntry, float[], (string Name, IReadOnlyList<long> Shape, float[] Values)?> change)
    {
        using var folder = new TemporaryFolder();
        var copy = Dance.Copy(folder);
        Dance.WriteSafetensors(copy, change);
        return await Assert.ThrowsAsync<ModelFormatException>(() => _dance.LoadAsync(copy));
    }
}
