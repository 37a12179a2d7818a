using SoundFarm.Jobs;

namespace SoundFarm.Tests.Jobs;

public class JobExportTests
{
    [Theory]
    [InlineData("tad1:drums@1?seed=7&sampler=ddim&schedule=linear&steps=5&length=9&class=snare", "seed-7/snare.wav", "snare/f.wav")]
    [InlineData("tad1:drums?seed=7&sampler=ddim&schedule=linear&steps=5&length=9&class=kick&guidance=1.5&pitch=0.25&brightness=1", "seed-7-guidance-1.5-brightness-1-pitch-0.25/kick.wav", "kick/f.wav")]
    [InlineData("tad1:kicks?seed=1&sampler=ddim&schedule=linear&steps=5&length=9", "seed-1/kicks.wav", "kicks/f.wav")]
    [InlineData("tad1:..%2F..%2Fetc?seed=1&sampler=ddim&schedule=linear&steps=5&length=9", "seed-1/______etc.wav", "______etc/f.wav")]
    public void Paths_TellKitAndClass_AndStayInTheFolder(string id, string kit, string training)
    {
        var entry = new ManifestEntry(0, id, "sounds/ab/f.wav", "", 0, null);

        Assert.Equal(kit.Replace('/', Path.DirectorySeparatorChar), JobExport.KitPath(entry));
        Assert.Equal(training.Replace('/', Path.DirectorySeparatorChar), JobExport.TrainingPath(entry));
    }
}
