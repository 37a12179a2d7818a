using TinyAudioDiffusion.Evaluation.Reports;

namespace TinyAudioDiffusion.Evaluation.Tests.Reports;

public sealed class EvaluationReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Page_HasTablesPairsAndPlayers_AndLoadsNothing()
    {
        var sounds = TestSounds.Kit(3, seed: 1);
        for (var i = 0; i < sounds.Count; i++)
        {
            var path = _folder[$"{sounds[i].Name}.wav"];
            TestSounds.Tone(300, 0.2, length: 4000).Save(path);
            sounds[i] = sounds[i] with { Path = path };
        }

        File.Delete(sounds[0].Path!);
        var evaluation = SoundEvaluation.Of(sounds, TestSounds.Kit(6), sounds[3..]);

        var page = File.ReadAllText(EvaluationReport.Write(_folder["out"], "A <title>", evaluation, ["A note."]));

        Assert.Contains("A &lt;title&gt;", page, StringComparison.Ordinal);
        Assert.Contains("A note.", page, StringComparison.Ordinal);
        Assert.Contains("Nearest training sounds", page, StringComparison.Ordinal);
        Assert.All(
            MeasureRow.All, row => Assert.Contains(
                System.Text.Encodings.Web.HtmlEncoder.Default.Encode(row.Name), page, StringComparison.Ordinal));
        Assert.Contains("<audio", page, StringComparison.Ordinal);
        Assert.Contains("kick-1-0.wav", page, StringComparison.Ordinal); // gone: said
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
    }
}
