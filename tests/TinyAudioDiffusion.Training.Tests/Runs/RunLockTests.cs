using TinyAudioDiffusion.Training.Runs;

namespace TinyAudioDiffusion.Training.Tests.Runs;

/// <summary>One training at a time writes to a folder.</summary>
public sealed class RunLockTests : RunFixture
{
    [Theory]
    [InlineData("resume")]
    [InlineData("resume from the best state")]
    [InlineData("start")]
    public async Task Second_IsRefused_AndNamesTheFirst_WhichIsNotDisturbed(string second)
    {
        var start = second switch { "resume" => TrainingStart.Resume, "start" => TrainingStart.FromSeed, _ => TrainingStart.ResumeBest };
        var message = "";
        var living = Path.Combine(Run.StatesPath, ".last.safetensors.0123.tmp");
        var observer = new CallOnce(() =>
        {
            File.WriteAllText(living, "being written");
            message = Assert.Throws<TrainingException>(() => TrainAsync(TinyTraining.Configuration, start).GetAwaiter().GetResult()).Message;
            Assert.True(File.Exists(living));
        });

        var first = await TrainAsync(TinyTraining.Configuration, observer: observer);

        Assert.Equal(12, first.Step);
        Assert.Contains("Another training writes to", message, StringComparison.Ordinal);
        Assert.Contains($"process {Environment.ProcessId} on {Environment.MachineName}, since ", message, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(1, 12), MetricsFile.Read(Run.MetricsPath).Select(line => line.Step));
    }

    [Theory]
    [InlineData("")]
    [InlineData("process 1 on somewhere, since 2001-01-01 00:00 UTC")]
    [InlineData("\u001b[31m\0\n")]
    public async Task FileOfADeadProcess_KeepsNothing(string left)
    {
        await TrainAsync(TinyTraining.Configuration with { Steps = 3 });
        await File.WriteAllTextAsync(Run.OwnerPath, left, TestContext.Current.CancellationToken);

        Assert.Equal(12, (await TrainAsync(TinyTraining.Configuration, TrainingStart.Resume)).Step);
        Assert.False(File.Exists(Run.OwnerPath)); // a folder that people share names no machine
        Assert.Empty(await File.ReadAllBytesAsync(Run.LockPath, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task TrainingThatFails_LetsGo()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => TrainAsync(TinyTraining.Configuration, observer: new CallOnce(() => throw new InvalidOperationException("stop"))));

        Assert.Equal(12, (await TrainAsync(TinyTraining.Configuration, TrainingStart.Resume)).Step);
    }

    [Fact]
    public async Task Resume_WhereNothingIs_MakesNoFolder()
    {
        Assert.Contains("nothing to go on with", await FailureAsync(TinyTraining.Configuration, TrainingStart.Resume), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Run.FullPath));
    }

    [Theory]
    [InlineData("checkpoints/.last.safetensors.00112233445566778899aabbccddeeff.tmp", 0, false)]
    [InlineData("checkpoints/.best.safetensors.00112233445566778899aabbccddeeff.tmp", 0, false)]
    [InlineData("model/.model.safetensors.00112233445566778899aabbccddeeff.tmp", 0, false)]
    [InlineData(".metrics.jsonl.00112233445566778899aabbccddeeff.tmp", 0, false)]
    [InlineData(".report.html.00112233445566778899aabbccddeeff.tmp", 0, true)] // tad report may write it right now
    [InlineData(".report.html.00112233445566778899aabbccddeeff.tmp", 10, false)]
    [InlineData("notes.tmp", 10, true)]
    public async Task Leftovers_OfDeadProcessesGo_AndOnlyThose(string name, int minutesOld, bool stays)
    {
        await TrainAsync(TinyTraining.Configuration with { Steps = 3 });
        var path = Path.Combine(Run.FullPath, name);
        await File.WriteAllTextAsync(path, "half", TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(-minutesOld));

        await TrainAsync(TinyTraining.Configuration, TrainingStart.Resume);

        Assert.Equal(stays, File.Exists(path));
    }

    private sealed class CallOnce(Action call) : ITrainingObserver
    {
        public void OnStep(TrainingProgress progress)
        {
            if (progress.Step == 5)
                call();
        }
    }
}
