using TinyAudioDiffusion.Audio.Folders;
using TinyAudioDiffusion.Training.Data;
using TinyAudioDiffusion.Training.Data.Folders;

namespace TinyAudioDiffusion.Training.Tests.Data;

public sealed class FolderDataTests : TrainingDataContract, IDisposable
{
    private readonly SoundFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Sounds_AreInTheOrderOfTheirPaths_AndClassesAreTheFirstFolders()
    {
        _folder.With("snare/b.wav", SoundFolder.Drum(1)).With("kick/808/z.WAV", SoundFolder.Drum(2)).With("kick/a.wav", SoundFolder.Drum(3))
            .With("alone.wav", SoundFolder.Drum(4)).With(".hidden/c.wav", SoundFolder.Drum(5)).With("kick/._a.wav", [1, 2, 3]).With("kick/readme.txt", [1]);

        var data = FolderData.Open(_folder.Path);

        Assert.Equal(["alone.wav", "kick/808/z.WAV", "kick/a.wav", "snare/b.wav"], Paths(data));
        Assert.Equal(["kick", "snare"], data.Labels);
        Assert.Equal([-1, 0, 0, 1], Enumerable.Range(0, 4).Select(i => Read(data, i).Label));
        Assert.Equal([new ClassCount("kick", 2), new ClassCount("snare", 1)], data.Summary.Classes);
        Assert.Equal((4, 4, 1, 0), (data.Summary.Files, data.Summary.Usable, data.Summary.Unlabelled, data.Summary.Duplicates));
        Assert.Empty(data.Summary.Skipped);
        Assert.Equal((44100, 2, 32768), (data.SampleRate, data.Channels, data.Samples));
    }

    [Fact]
    public void Formats_BesideWav_AreRead()
    {
        _folder.With("a.raw", [255, 0, 255, 0]).With("b.RAW", []).With("c.raw", [1]).With("d.wav", SoundFolder.Drum(1));
        var data = FolderData.Open(_folder.Path, new() { Formats = new([new RawBytes()]), Normalization = Normalization.None });
        Assert.Equal(["a.raw", "d.wav"], Paths(data));
        Assert.Equal([1f, 0f, 1f, 0f, 0f], Read(data, 0).Sound[..5]);
        Assert.Equal([("b.RAW", SkipReason.Malformed), ("c.raw", SkipReason.Malformed)], data.Summary.Skipped.Select(file => (file.Path, file.Kind)));
    }

    [Fact]
    public void Links_AreFollowedOnce_AlsoInACircle()
    {
        if (OperatingSystem.IsWindows())
            return; // making links needs rights there
        _folder.With("kick/a.wav", SoundFolder.Drum(1));
        Directory.CreateSymbolicLink(_folder["kick/up"], _folder.Path);
        Directory.CreateSymbolicLink(_folder["kick/self"], _folder["kick"]);

        Assert.Equal(["kick/a.wav"], Paths(FolderData.Open(_folder.Path)));
    }

    [Theory]
    [InlineData("kick/self", ".")] // the folder itself
    [InlineData("kick/parent", "..")]
    [InlineData("kick/808/top", "../..")]
    [InlineData("again", "kick")] // before the real one in the order of names
    [InlineData("zagain", "kick")]
    [InlineData("kick/a", "808")]
    [InlineData("snare/kicks", "../kick/808")]
    public void Folder_ThatALinkLeadsTo_CountsOnce(string link, string target)
    {
        if (OperatingSystem.IsWindows())
            return;
        _folder.With("kick/a.wav", SoundFolder.Drum(1)).With("kick/808/b.wav", SoundFolder.Drum(2)).With("snare/c.wav", SoundFolder.Drum(3));
        Directory.CreateSymbolicLink(_folder[link], target);

        Assert.Equal(["kick/808/b.wav", "kick/a.wav", "snare/c.wav"], Paths(FolderData.Open(_folder.Path)));
    }

    [Fact]
    public void Folders_ElsewhereOnDisk_CountOnce_WhateverLinksLeadThere()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var elsewhere = new SoundFolder();
        elsewhere.With("drums/x.wav", SoundFolder.Drum(1)).With("drums/deep/y.wav", SoundFolder.Drum(2));
        Directory.CreateSymbolicLink(elsewhere["way"], elsewhere["drums"]);
        Directory.CreateSymbolicLink(elsewhere["drums/back"], _folder.Path);
        Directory.CreateSymbolicLink(_folder["one"], elsewhere["drums"]);
        Directory.CreateSymbolicLink(_folder["two"], elsewhere["way"]); // a link to a link
        Directory.CreateSymbolicLink(_folder["three"], Path.Combine(elsewhere["way"], "deep")); // a link in the middle
        Directory.CreateSymbolicLink(_folder["four"], elsewhere["way/deep/.."]);

        var paths = Paths(FolderData.Open(_folder.Path)).ToList();

        Assert.Equal(2, paths.Count);
        Assert.Single(paths, path => path.EndsWith("/x.wav", StringComparison.Ordinal));
        Assert.Single(paths, path => path.EndsWith("/y.wav", StringComparison.Ordinal));
    }

    [Fact]
    public void Folder_GivenByALink_IsTheFolder()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var elsewhere = new SoundFolder();
        elsewhere.With("kick/x.wav", SoundFolder.Drum(1));
        Directory.CreateSymbolicLink(elsewhere["kick/top"], elsewhere.Path);
        Directory.CreateSymbolicLink(_folder["link"], elsewhere.Path);

        Assert.Equal(["kick/x.wav"], Paths(FolderData.Open(_folder["link"])));
    }

    [Fact]
    public void Links_ToWhatIsNoFile_AreSkipped()
    {
        if (OperatingSystem.IsWindows())
            return;
        _folder.With("a.wav", SoundFolder.Drum(1));
        File.CreateSymbolicLink(_folder["b.wav"], _folder["a.wav"]);
        File.CreateSymbolicLink(_folder["c.wav"], "/dev/zero");
        File.CreateSymbolicLink(_folder["d.wav"], _folder["nowhere"]);
        File.CreateSymbolicLink(_folder["e.wav"], _folder["e.wav"]);

        var data = FolderData.Open(_folder.Path);

        Assert.Equal(["a.wav", "b.wav"], Paths(data));
        Assert.Equal(["c.wav", "d.wav", "e.wav"], data.Summary.Skipped.Select(file => file.Path));
    }

    [Fact]
    public void BadFiles_AreSkippedWithTheirReasons()
    {
        var nan = SoundFolder.Drum(2).Samples.ToArray();
        nan[5] = float.NaN;
        _folder.With("good.wav", SoundFolder.Drum(1))
            .With("1.wav", []).With("2.wav", [1, 2, 3]).With("3.m4a", [0, 0, 0, 9, .. "ftypM4A "u8]).With("4.mp3", [1]).With("5.wav", new AudioClip(nan, 1, 44100))
            .With("6.wav", new AudioClip(new float[5000], 1, 44100)).With("7.wav", SoundFolder.Drum(3, rate: 500)).With("8.wav", SoundFolder.Drum(3, channels: 65, length: 10))
            .With("9.wav", new AudioClip([.. new float[40000], .. SoundFolder.Drum(3).Samples.Span], 1, 44100));

        var skipped = FolderData.Open(_folder.Path).Summary.Skipped;

        Assert.Equal(
            [
                ("1.wav", SkipReason.Malformed), ("2.wav", SkipReason.Malformed), ("3.m4a", SkipReason.NotSupported), ("4.mp3", SkipReason.Malformed),
                ("5.wav", SkipReason.NotFinite), ("6.wav", SkipReason.Silent), ("7.wav", SkipReason.NotSupported), ("8.wav", SkipReason.NotSupported), ("9.wav", SkipReason.Silent),
            ],
            skipped.Select(file => (file.Path, file.Kind)));
        Assert.All(skipped, file => Assert.EndsWith(".", file.Reason, StringComparison.Ordinal));
        Assert.Contains("ffmpeg -i \"3.m4a\" \"3-converted.wav\"", skipped[2].Reason, StringComparison.Ordinal);
        Assert.Contains("500 Hz", skipped[6].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_WithNothingUsable_IsAnErrorWithTheFirstReasons()
    {
        _folder.With("a.wav", [1]).With("b.wav", []).With("c.wav", [1]).With("d.flac", [1]);

        var error = Assert.Throws<DataSetException>(() => FolderData.Open(_folder.Path));

        Assert.Equal(_folder.Path, error.File);
        Assert.Equal(4, error.Skipped.Count);
        Assert.Contains("a.wav this is no sound file", error.Message, StringComparison.Ordinal);
        Assert.Contains("b.wav is empty", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("And 1 more.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_ThatIsMissingEmptyOrAFile_IsAnError()
    {
        Assert.Contains("no such folder", Assert.Throws<DataSetException>(() => FolderData.Open(_folder["nowhere"])).Message, StringComparison.Ordinal);
        Assert.Contains("holds no sound", Assert.Throws<DataSetException>(() => FolderData.Open(_folder.Path)).Message, StringComparison.Ordinal);
        _folder.With("a.wav", SoundFolder.Drum(1));
        Assert.Contains("is a file", Assert.Throws<DataSetException>(() => FolderData.Open(_folder["a.wav"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FileThatChanged_OrIsGone_IsAnErrorNotAnotherSound()
    {
        _folder.With("a.wav", SoundFolder.Drum(1)).With("b.wav", SoundFolder.Drum(2));
        var data = FolderData.Open(_folder.Path, new FolderDataOptions { CacheBytes = 0 });

        _folder.With("a.wav", SoundFolder.Drum(3));
        File.Delete(_folder["b.wav"]);

        Assert.Contains("another sound", Assert.Throws<DataSetException>(() => Read(data, 0)).Message, StringComparison.Ordinal);
        Assert.Contains("not any more", Assert.Throws<DataSetException>(() => Read(data, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cache_KeepsItsBudget_AndChangesNothing()
    {
        for (var i = 0; i < 8; i++)
            _folder.With($"{i}.wav", SoundFolder.Drum(i));
        const long ThreeSounds = 3 * 2 * 1000 * sizeof(float);
        var all = FolderData.Open(_folder.Path, new FolderDataOptions { Samples = 1000 });
        var few = FolderData.Open(_folder.Path, new FolderDataOptions { Samples = 1000, CacheBytes = ThreeSounds + 5 });
        var none = FolderData.Open(_folder.Path, new FolderDataOptions { Samples = 1000, CacheBytes = 0 });

        Parallel.For(0, 200, i =>
        {
            var expected = Read(all, i % 8).Sound;
            Assert.Equal(expected, Read(few, i % 8).Sound);
            Assert.Equal(expected, Read(none, i % 8).Sound);
            Assert.InRange(few.CachedBytes, 1, ThreeSounds);
        });

        Assert.Equal((8 * 8000, ThreeSounds, 0), (all.CachedBytes, few.CachedBytes, none.CachedBytes));
    }

    [Fact]
    public void Duplicates_AreCounted_WhateverTheFilesAreLike()
    {
        var clip = SoundFolder.Drum(1, length: 3000);
        _folder.With("a.wav", clip, SampleEncoding.Pcm16);
        _folder.With("b.wav", AudioClip.Load(_folder["a.wav"]), SampleEncoding.Pcm24).With("c.wav", SoundFolder.Drum(2));

        Assert.Equal(1, FolderData.Open(_folder.Path).Summary.Duplicates);
    }

    [Fact]
    public void Opening_CanBeStopped_AndReportsProgress()
    {
        for (var i = 0; i < 4; i++)
            _folder.With($"{i}.wav", SoundFolder.Drum(i));
        var steps = new Steps();
        _ = FolderData.Open(_folder.Path, progress: steps);

        Assert.Equal([(1, 4), (2, 4), (3, 4), (4, 4)], steps.Seen.Order());
        Assert.ThrowsAny<OperationCanceledException>(() => FolderData.Open(_folder.Path, cancellationToken: new CancellationToken(canceled: true)));
    }

    [Theory]
    [InlineData(7999, 2, 100, -20.0)]
    [InlineData(44100, 3, 100, -20.0)]
    [InlineData(44100, 2, 0, -20.0)]
    [InlineData(44100, 2, 100, 1.0)]
    public void Options_OutOfRange_AreRefused(int rate, int channels, int samples, double target)
        => Assert.Throws<ArgumentOutOfRangeException>(
            () => FolderData.Open(_folder.Path, new FolderDataOptions { SampleRate = rate, Channels = channels, Samples = samples, Target = target }));

    protected override ITrainingData CreateData()
    {
        for (var i = 0; i < 3; i++)
            _folder.With($"kick/{i}.wav", SoundFolder.Drum(i)).With($"snare/{i}.wav", SoundFolder.Drum(10 + i, length: 50_000, rate: 48000));
        return FolderData.Open(_folder.Path);
    }

    private static IEnumerable<string> Paths(FolderData data) => Enumerable.Range(0, data.Count).Select(data.PathOf);

    private static (int Label, float[] Sound) Read(FolderData data, int index)
    {
        var sound = new float[data.Channels * data.Samples];
        return (data.Read(index, 0, sound), sound);
    }

    private sealed class Steps : IProgress<(int Step, int Steps)>
    {
        private readonly Lock _lock = new();

        public List<(int Step, int Steps)> Seen { get; } = [];

        public void Report((int Step, int Steps) value)
        {
            lock (_lock)
                Seen.Add(value);
        }
    }
}
