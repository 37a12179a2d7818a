using TinyAudioDiffusion.Training.Data;
using TinyAudioDiffusion.Training.Data.Folders;

namespace TinyAudioDiffusion.Training.Tests.Data;

/// <summary>The code of docs/training-data.md.</summary>
public sealed class GuideTests
{
    [Fact]
    public void Guide_RunsAsWritten()
    {
        using var folder = new SoundFolder();
        for (var i = 0; i < 8; i++)
            folder.With($"drums/kick/{i}.wav", SoundFolder.Drum(i));

        var drums = FolderData.Open(folder["drums"]);
        var (training, validation) = drums.Split(validationShare: 0.1);
        var varied = new AugmentedData(training, AugmentationOptions.Mild with { Seed = 1 });

        var sound = new float[varied.Channels * varied.Samples];
        var label = varied.Read(index: 0, visit: 7, sound);

        var mixed = new MixedData([(drums, 3), (validation, 1)]);
        Assert.Equal("kick", drums.Labels[label]);
        Assert.Equal(drums.Count + validation.Count, mixed.Count);
    }
}
