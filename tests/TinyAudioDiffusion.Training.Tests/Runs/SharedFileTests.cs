using System.Text;
using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Training.Reports;
using TinyAudioDiffusion.Training.Runs;

namespace TinyAudioDiffusion.Training.Tests.Runs;

/// <summary>People share the files of a run, which tell nothing about the machine.</summary>
public sealed class SharedFileTests : RunFixture
{
    private TrainingConfiguration Configuration => TinyTraining.Configuration with
    {
        Data = new DataOptions { Source = this["private/my-drums"], Csv = this["private/my-list.csv"] },
        From = this["private/models/kicks.ckpt"],
    };

    [Fact]
    public async Task NoFileHasThePath_OfSoundsOrModels()
    {
        await TrainAsync(Configuration, observer: new TrainingReportWriter());

        var files = Directory.GetFiles(Run.FullPath, "*", SearchOption.AllDirectories).Where(file => file != Run.PlacesPath).ToList();
        Assert.Contains(Run.LastStatePath, files);
        Assert.Contains(Path.Combine(Run.FullPath, "report.html"), files);
        Assert.All(files, file => Assert.DoesNotContain(
            this["private"], Encoding.Latin1.GetString(File.ReadAllBytes(file)), StringComparison.Ordinal));
        var shared = TrainingConfiguration.Load(Run.ConfigurationPath);
        Assert.Equal(("my-drums", "my-list.csv", "kicks.ckpt"), (shared.Data!.Source, shared.Data.Csv, shared.From));
    }

    [Fact]
    public async Task Resume_FindsThePlaces_OnThisMachineOnly()
    {
        await TrainAsync(Configuration);
        Assert.Equal(Configuration.Data, Run.LoadConfiguration().Data);

        var resumed = await TrainAsync(Run.LoadConfiguration() with { Steps = 14 }, TrainingStart.Resume);
        Assert.Equal(14, resumed.Step);

        File.Delete(Run.PlacesPath);
        Assert.Equal("my-drums", Run.LoadConfiguration().Data!.Source);
    }

    [Fact]
    public async Task Resume_OfAFolderWithoutAList_FindsItsPlace()
    {
        var data = new DataOptions { Source = this["private/my-drums"] };
        await TrainAsync(Configuration with { Data = data });

        Assert.Equal(data, Run.LoadConfiguration().Data);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"source\":1}")]
    [InlineData("{\"source\":\"/a\",\"source\":\"/b\"}")]
    public async Task DamagedPlaces_AreNamed(string json)
    {
        await TrainAsync(Configuration);
        await File.WriteAllTextAsync(Run.PlacesPath, json, TestContext.Current.CancellationToken);

        Assert.Contains(".places.json", Assert.Throws<TrainingException>(Run.LoadConfiguration).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("synthetic")]
    [InlineData("synthetic:kick")]
    public async Task ComputedSounds_HaveNoPlace(string source)
    {
        await TrainAsync(Configuration with { Data = new DataOptions { Source = source }, From = "owner/name@main" });

        Assert.False(File.Exists(Run.PlacesPath));
        Assert.Equal((source, "owner/name@main"), (Run.LoadConfiguration().Data!.Source, Run.LoadConfiguration().From));
    }
}
