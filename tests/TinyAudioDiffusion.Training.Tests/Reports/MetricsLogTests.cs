using TinyAudioDiffusion.Training.Reports;

namespace TinyAudioDiffusion.Training.Tests.Reports;

public sealed class MetricsLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_WholeLine_HasEveryValue()
    {
        var log = Read("""{"step":7,"seconds":1.5,"loss":0.4,"smoothed_loss":0.5,"rate":1e-4,"gradient_norm":2,"validation_loss":0.3}""" + "\n");

        Assert.Equal(new MetricsEntry(7, 1.5, 0.4, 0.5, 1e-4, 2, 0.3), Assert.Single(log.Entries));
        Assert.Equal(0, log.UnreadableLines);
    }

    [Theory]
    [InlineData("{\"step\":2,\"sec")]
    [InlineData("{\"step\":")]
    [InlineData("{")]
    [InlineData("\0\0\0\0")]
    public void Read_TornLastLine_LeavesItForTheNextTime(string torn)
    {
        var log = Read("{\"step\":1,\"loss\":0.5}\n" + torn);

        Assert.Equal(1, Assert.Single(log.Entries).Step);
        Assert.Equal(0, log.UnreadableLines);
    }

    [Fact]
    public void Read_LinesThatAreNone_AreCountedAndLeftOut()
    {
        var log = Read("{\"step\":1,\"loss\":0.5}\n{\"step\":2,\"lo{\"step\":2,\"loss\":1}\nnothing\n[1]\n{\"loss\":1}\n{\"step\":3,\"loss\":null}\n");

        Assert.Equal([1, 3], log.Entries.Select(entry => entry.Step));
        Assert.True(double.IsNaN(log.Entries[1].Loss));
        Assert.Equal(4, log.UnreadableLines);
    }

    [Fact]
    public void Read_ResumedRun_TakesTheLaterMeasurements()
    {
        var log = Read("{\"step\":1,\"loss\":1}\n{\"step\":2,\"loss\":2}\n{\"step\":3,\"loss\":3}\n{\"step\":2,\"loss\":20}\n");

        Assert.Equal([(1, 1.0), (2, 20.0)], log.Entries.Select(entry => (entry.Step, entry.Loss)));
    }

    [Fact]
    public void Read_NoFile_IsEmpty() => Assert.Empty(MetricsLog.Read(_folder["nothing.jsonl"]).Entries);

    [Fact]
    public void Read_WhileItIsWritten_Works()
    {
        using var writer = new FileStream(_folder["metrics.jsonl"], FileMode.Create, FileAccess.Write, FileShare.Read);
        writer.Write("{\"step\":1}\n{\"st"u8);
        writer.Flush();

        Assert.Single(MetricsLog.Read(_folder["metrics.jsonl"]).Entries);
    }

    private MetricsLog Read(string text)
    {
        File.WriteAllText(_folder["metrics.jsonl"], text);
        return MetricsLog.Read(_folder["metrics.jsonl"]);
    }
}
