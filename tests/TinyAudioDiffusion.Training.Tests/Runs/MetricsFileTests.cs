using TinyAudioDiffusion.Training.Runs;

namespace TinyAudioDiffusion.Training.Tests.Runs;

public sealed class MetricsFileTests : IDisposable
{
    private const string First = """{"step":1,"seconds":0.1,"loss":1,"smoothed_loss":1,"rate":1e-4,"gradient_norm":1}""";
    private const string Second =
        """{"step":2,"seconds":0.2,"loss":0.5,"smoothed_loss":0.9,"rate":1e-4,"gradient_norm":2,"validation_loss":0.7}""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("{\"step\":3,\"se")]
    [InlineData("\0\0\0\0")]
    [InlineData("\0\0\0\0\n")]
    [InlineData("\0\n\0\0\n\0")]
    [InlineData("{\"step\":3,\"seco\0\0\0\0\n")]
    [InlineData("{\"step\":3\0\0\0\n\0\0\0")]
    public void End_ThatAPowerCutLeaves_IsDropped(string end)
    {
        File.WriteAllText(_folder["metrics.jsonl"], $"{First}\n{Second}\n{end}");

        Assert.Equal([1, 2], MetricsFile.Read(_folder["metrics.jsonl"]).Select(line => line.Step));

        MetricsFile.CutBehind(_folder["metrics.jsonl"], 2);
        Assert.Equal(
            $"{First.Replace("1e-4", "0.0001", StringComparison.Ordinal)}\n{Second.Replace("1e-4", "0.0001", StringComparison.Ordinal)}\n",
            File.ReadAllText(_folder["metrics.jsonl"]));
    }

    [Theory]
    [InlineData("\0\0")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"step\":3,\"seconds\":1}")]
    [InlineData("{\"step\":3,\"seconds\":0.1,\"loss\":1e999,\"smoothed_loss\":1,\"rate\":1e-4,\"gradient_norm\":1}")]
    [InlineData("{\"step\":3,\"seconds\":0.1,\"loss\":1,\"smoothed_loss\":1,\"rate\":1e-4,\"gradient_norm\":1,\"validation_loss\":-1e999}")]
    [InlineData("{\"step\":-3,\"seconds\":0.1,\"loss\":1,\"smoothed_loss\":1,\"rate\":1e-4,\"gradient_norm\":1}")]
    [InlineData("{\"step\":3,\"step\":4,\"seconds\":0.1,\"loss\":1,\"smoothed_loss\":1,\"rate\":1e-4,\"gradient_norm\":1}")]
    [InlineData("{\"step\":3,\"note\":\"\\ud800\",\"seconds\":0.1,\"loss\":1,\"smoothed_loss\":1,\"rate\":1e-4,\"gradient_norm\":1}")]
    [InlineData("{\"step\":3.5,\"seconds\":0.1,\"loss\":1,\"smoothed_loss\":1,\"rate\":1e-4,\"gradient_norm\":1}")]
    public void LineInTheMiddle_ThatIsNone_IsNamed(string line)
    {
        File.WriteAllText(_folder["metrics.jsonl"], $"{First}\n{line}\n{Second}\n");

        Assert.Contains(
            "(line 2)", Assert.Throws<TrainingException>(
                () => MetricsFile.Read(_folder["metrics.jsonl"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LineThatIsNoUtf8_IsNamed()
    {
        File.WriteAllBytes(_folder["metrics.jsonl"], [.. "{\"note\":\""u8, 0xC3, .. "\"}\n"u8]);

        var exception = Assert.Throws<TrainingException>(() => MetricsFile.Read(_folder["metrics.jsonl"]));
        Assert.Contains("(line 1)", exception.Message, StringComparison.Ordinal);
    }
}
