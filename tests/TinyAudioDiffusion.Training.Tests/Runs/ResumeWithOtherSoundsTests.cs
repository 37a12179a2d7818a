using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Training.Data;
using TinyAudioDiffusion.Training.Data.Folders;
using TinyAudioDiffusion.Training.Runs;
using TinyAudioDiffusion.Training.Tests.Data;

namespace TinyAudioDiffusion.Training.Tests.Runs;

/// <summary>A training knows its sounds by their content.</summary>
public sealed class ResumeWithOtherSoundsTests : RunFixture
{
    private static readonly TrainingConfiguration _configuration = TinyTraining.Configuration with
    {
        Steps = 2,
        Model = TinyTraining.Model with { ClassLabels = ["kick", "snare"] },
        Samples = new() { Interval = 0 },
    };

    private readonly SoundFolder _sounds = new();

    public ResumeWithOtherSoundsTests()
    {
        for (var i = 0; i < 7; i++)
            _sounds.With($"kick/{i}.wav", SoundFolder.Drum(i, rate: 8000)).With($"snare/{i}.wav", SoundFolder.Drum(20 + i, rate: 8000));
    }

    [Theory]
    [InlineData("a sound is replaced", "changed: kick/3.wav")]
    [InlineData("all of a class are replaced", "changed: kick/0.wav, kick/1.wav, kick/2.wav, kick/3.wav, kick/4.wav and 2 more")]
    [InlineData("two sounds change places", "changed: kick/1.wav, kick/2.wav")]
    [InlineData("a sound is a little louder", "changed: kick/3.wav")]
    [InlineData("a sound is renamed and replaced", "missing: kick/3.wav; new: kick/33.wav")]
    [InlineData("a sound moves to another class", "missing: kick/3.wav; new: snare/33.wav")]
    [InlineData("a sound is gone", "missing: kick/3.wav")]
    [InlineData("a sound is added", "new: kick/99.wav")]
    [InlineData("a sound cannot be read", "missing: kick/3.wav")]
    [InlineData("a rename changes the order", "missing: kick/0.wav; new: kick/9.wav")]
    public async Task Changed_IsRefused_AndNamesTheFiles(string change, string named)
    {
        await TrainAsync(_configuration, data: Open());
        Change(change);

        var message = await FailureAsync(_configuration with { Steps = 4 }, TrainingStart.Resume, Open());

        Assert.Contains("not those", message, StringComparison.Ordinal);
        Assert.Contains(named, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("the folder moves")]
    [InlineData("a sound is renamed and keeps its place")]
    [InlineData("a sound is written again")]
    [InlineData("a hidden file and a text are added")]
    public async Task SameSounds_GoOn_WhateverTheirFilesAreCalled(string change)
    {
        await TrainAsync(_configuration, data: Open());
        Change(change);

        Assert.Equal(4, (await TrainAsync(_configuration with { Steps = 4 }, TrainingStart.Resume, Open())).Step);
    }

    [Fact]
    public async Task ValidationSounds_CountToo_BecauseBestComparesLossesOnThem()
    {
        await TrainAsync(_configuration, data: Open(), validation: Open().Split(0.3).Validation);
        Snares(seed: 70);
        var changed = Open().Split(0.3);
        Snares(seed: 20);

        Assert.Contains(
            "not those", await FailureAsync(_configuration, TrainingStart.Resume, Open(), changed.Validation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SoundsInMixtures_AndWithVariations_AreKnownToo()
    {
        await TrainAsync(_configuration, data: Wrapped());
        Change("a sound is replaced");

        Assert.Contains(
            "changed: kick/3.wav", await FailureAsync(_configuration, TrainingStart.Resume, Wrapped()), StringComparison.Ordinal);

        ITrainingData Wrapped()
            => new MixedData([(new AugmentedData(Open(), AugmentationOptions.Mild), 1), (Open().Split(0.5).Training, 1)]);
    }

    private void Snares(int seed)
    {
        for (var i = 0; i < 7; i++)
            _sounds.With($"snare/{i}.wav", SoundFolder.Drum(seed + i, rate: 8000));
    }

    private void Change(string change)
    {
        switch (change)
        {
            case "a sound is replaced": _sounds.With("kick/3.wav", SoundFolder.Drum(99, rate: 8000)); break;
            case "all of a class are replaced":
                for (var i = 0; i < 7; i++)
                    _sounds.With($"kick/{i}.wav", SoundFolder.Drum(50 + i, rate: 8000));
                break;
            case "two sounds change places":
                _sounds.With(
                "kick/1.wav", SoundFolder.Drum(2, rate: 8000)).With("kick/2.wav", SoundFolder.Drum(1, rate: 8000)); break;
            case "a sound is a little louder": _sounds.With("kick/3.wav", SoundFolder.Drum(3, rate: 8000, level: 0.501)); break;
            case "a sound is renamed and replaced":
                File.Delete(_sounds["kick/3.wav"]);
                _sounds.With("kick/33.wav", SoundFolder.Drum(99, rate: 8000));
                break;
            case "a sound moves to another class": File.Move(_sounds["kick/3.wav"], _sounds["snare/33.wav"]); break;
            case "a sound is gone": File.Delete(_sounds["kick/3.wav"]); break;
            case "a sound is added": _sounds.With("kick/99.wav", SoundFolder.Drum(99, rate: 8000)); break;
            case "a sound cannot be read": File.WriteAllText(_sounds["kick/3.wav"], "no sound"); break;
            case "a rename changes the order": File.Move(_sounds["kick/0.wav"], _sounds["kick/9.wav"]); break;
            case "a sound is renamed and keeps its place": File.Move(_sounds["kick/3.wav"], _sounds["kick/3 (copy).wav"]); break;
            case "a sound is written again": _sounds.With("kick/3.wav", SoundFolder.Drum(3, rate: 8000)); break;
            case "the folder moves":
                Directory.Move(_sounds["kick"], _sounds["kick2"]); Directory.Move(_sounds["kick2"],
                _sounds["kick"]); break;
            case "a hidden file and a text are added": _sounds.With("kick/._3.wav", [1]).With("kick/readme.txt", [1]); break;
            default: break;
        }
    }

    private FolderData Open()
        => FolderData.Open(
            _sounds.Path,
            new FolderDataOptions
            {
                SampleRate = 8000,
                Channels = 1,
                Samples = 32,
                Normalization = Normalization.None,
                SilenceBelow = null
            });
}
