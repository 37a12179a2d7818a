using System.Globalization;
using System.Text.RegularExpressions;
using TinyAudioDiffusion.Training.Reports;

namespace TinyAudioDiffusion.Training.Tests.Reports;

public sealed class TrainingReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_WholeRun_IsOnePageThatLoadsNothing()
    {
        WriteMetrics(200);
        File.WriteAllText(_folder["recipe.json"], """{"steps":400,"model":{"channels":[16,32],"name":"<b>&"},"ema":true,"note":null}""");
        WriteSample(100, "kick");
        WriteSample(200, "kick");
        WriteSample(200, "snare");

        var page = File.ReadAllText(TrainingReport.Write(_folder.Path));

        Assert.DoesNotContain("http:", page.Replace("http-equiv", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("https:", page, StringComparison.Ordinal);
        Assert.All(
            Find(page, "(src|href)=\"([^\"]*)\""), match => Assert.StartsWith("data:", match.Groups[2].Value, StringComparison.Ordinal));
        Assert.Equal(3, Count(page, "<audio"));
        Assert.Equal(3, Count(page, "<img class=\"mel\" alt=\"Mel spectrogram of "));
        Assert.Contains("of 400", page, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\">model.channels</th><td>16 32</td>", page, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;&amp;", page, StringComparison.Ordinal);
        Assert.True(page.IndexOf("Step 200", StringComparison.Ordinal) < page.IndexOf("Step 100", StringComparison.Ordinal));
        Assert.DoesNotContain("refresh", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_EveryPicture_HasADescription()
    {
        WriteMetrics(10);
        WriteSample(10, "kick");

        var page = File.ReadAllText(TrainingReport.Write(_folder.Path));

        Assert.All(Find(page, "<svg class=[^>]*>"), svg => Assert.Matches("role=\"img\" aria-label=\"[^\"]{8,}\"", svg.Value));
        Assert.All(Find(page, "<img [^>]*>"), image => Assert.Matches("alt=\"[^\"]{8,}\"", image.Value));
    }

    [Fact]
    public void Write_WhileTheRunGoesOn_LeavesOutWhatIsNotThere()
    {
        File.WriteAllText(
            _folder["metrics.jsonl"],
            "{\"step\":1,\"seconds\":0.1,\"loss\":1,\"smoothed_loss\":1,\"rate\":1e-4,\"gradient_norm\":1}\n{\"step\":2,\"se");

        var page = File.ReadAllText(TrainingReport.Write(_folder.Path, new TrainingReportOptions { Refresh = TimeSpan.FromSeconds(30) }));

        Assert.Contains("<meta http-equiv=\"refresh\" content=\"30\">", page, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<h2>Recipe", page, StringComparison.Ordinal);
        Assert.Equal(["metrics.jsonl", "report.html"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName)
            .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Write_BrokenFiles_AreSaidAndLeftOut()
    {
        File.WriteAllText(_folder["recipe.json"], "{ \"steps\": ");
        Directory.CreateDirectory(_folder["samples"]);
        File.WriteAllText(Path.Combine(_folder["samples"], "step-000001-kick.wav"), "no sound");
        File.WriteAllText(Path.Combine(_folder["samples"], "other.wav"), "not ours");

        var page = File.ReadAllText(TrainingReport.Write(_folder.Path));

        Assert.Contains("recipe.json is no JSON", page, StringComparison.Ordinal);
        Assert.Contains("step-000001-kick.wav", page, StringComparison.Ordinal);
        Assert.DoesNotContain("other", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_MoreSoundThanThePageMayHold_KeepsFirstAndLastAndEvenlyBetween()
    {
        for (var step = 1; step <= 9; step++)
            WriteSample(step, "kick");
        var one = new FileInfo(Path.Combine(_folder["samples"], "step-000001-kick.wav")).Length;

        var page = File.ReadAllText(TrainingReport.Write(_folder.Path, new TrainingReportOptions { MaxAudioBytes = (3 * one) + 200 }));

        Assert.Equal(["9", "5", "1"], Find(page, "<summary>Step ([0-9]+)").Select(match => match.Groups[1].Value));
        Assert.Contains("The sounds of 6 more steps", page, StringComparison.Ordinal);
        Assert.Equal(3, Count(page, "<audio"));
    }

    [Fact]
    public void Write_InAnyCulture_IsTheSamePage()
    {
        WriteMetrics(50);
        var expected = File.ReadAllText(TrainingReport.Write(_folder.Path));
        var culture = CultureInfo.CurrentCulture;
        try
        {
            var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (other.NumberFormat.NumberDecimalSeparator, other.NumberFormat.NegativeSign) = (",", "~");
            CultureInfo.CurrentCulture = other;

            Assert.Equal(expected, File.ReadAllText(TrainingReport.Write(_folder.Path)));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Write_FolderOfSomethingElse_IsRefused()
    {
        Assert.Throws<DirectoryNotFoundException>(() => TrainingReport.Write(_folder["nowhere"]));
        Assert.Contains(
            "There is no training in", Assert.Throws<TrainingException>(() => TrainingReport
                .Write(_folder.Path)).Message, StringComparison.Ordinal);
    }

    private static MatchCollection Find(string page, string pattern)
        => Regex.Matches(page, pattern, RegexOptions.None, TimeSpan.FromMinutes(1));

    private static int Count(string page, string text) => page.Split(text).Length - 1;

    private void WriteMetrics(int steps)
        => File.WriteAllLines(_folder["metrics.jsonl"], Enumerable.Range(1, steps).Select(step =>
        {
            var validation = step % 50 == 0 ? $",\"validation_loss\":{(0.5 / step).ToString(CultureInfo.InvariantCulture)}" : "";
            return $"{{\"step\":{step},\"seconds\":{step},\"loss\":0.5,\"smoothed_loss\":{(1.0 / step).ToString(CultureInfo.InvariantCulture)},\"rate\":1e-4,\"gradient_norm\":2{validation}}}";
        }));

    private void WriteSample(int step, string name)
        => new AudioClip([.. Enumerable.Range(0, 4000).Select(i => (float)Math.Sin(i * 0.1))], 2, 44100).Save(
            Path.Combine(_folder["samples"], string.Create(CultureInfo.InvariantCulture, $"step-{step:D6}-{name}.wav")));
}
