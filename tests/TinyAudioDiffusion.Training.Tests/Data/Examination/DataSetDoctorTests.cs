using TinyAudioDiffusion.Training.Data;
using TinyAudioDiffusion.Training.Data.Examination;

namespace TinyAudioDiffusion.Training.Tests.Data.Examination;

public sealed class DataSetDoctorTests : IDisposable
{
    private readonly SoundFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void HealthySounds_HaveNoFinding()
    {
        for (var i = 0; i < 12; i++)
            _folder.With($"kick/{i}.wav", SoundFolder.Drum(i, length: 20000)).With($"snare/{i}.wav", SoundFolder.Drum(100 + i, channels: 2, length: 30000));

        var report = DataSetDoctor.Examine(_folder.Path);

        Assert.Empty(report.Findings);
        Assert.True(report.ComparedAll);
        Assert.Equal(12 * 50000 / 44100.0, report.TotalSeconds, 1e-6);
        Assert.Equal(30000 / 44100.0, report.MedianSeconds, 1e-6);
        Assert.Equal(24, report.Summary.Usable);
    }

    [Fact]
    public void EachFault_IsFoundInItsFileOnly()
    {
        var drum = SoundFolder.Drum(1, length: 20000).Samples.ToArray();
        _folder.With("good.wav", SoundFolder.Drum(0, length: 20000))
            .With("clipped.wav", Clip([.. drum.Select(sample => Math.Clamp(5 * sample, -1, 1))]))
            .With("rate.wav", SoundFolder.Drum(2, rate: 22050, length: 12000))
            .With("short.wav", SoundFolder.Drum(3, length: 1000))
            .With("long.wav", Clip([.. Enumerable.Range(0, 60000).Select(i => 0.3f * MathF.Sin(i * 0.05f))]))
            .With("long tail.wav", Clip([.. SoundFolder.Drum(4).Samples.Span, .. new float[60000]]))
            .With("late.wav", Clip([.. new float[900], .. SoundFolder.Drum(5).Samples.Span]))
            .With("offset.wav", Clip([.. SoundFolder.Drum(6).Samples.ToArray().Select(sample => (0.5f * sample) + 0.05f)]))
            .With("silent.wav", new AudioClip(new float[4000], 1, 44100))
            .With("broken.wav", [1, 2, 3]).With("other.flac", [1]);

        var findings = DataSetDoctor.Examine(_folder.Path).Findings;

        Assert.Equal(
            [
                (FindingKind.Skipped, "broken.wav"), (FindingKind.Skipped, "other.flac"), (FindingKind.Silent, "silent.wav"), (FindingKind.Clipped, "clipped.wav"),
                (FindingKind.OtherRate, "rate.wav"), (FindingKind.Short, "short.wav"), (FindingKind.Cut, "long.wav"), (FindingKind.LateOnset, "late.wav"),
                (FindingKind.Offset, "offset.wav"),
            ],
            findings.Select(finding => (finding.Kind, Assert.Single(finding.Paths))));
        Assert.Equal("22050 Hz", findings[4].Detail);
        Assert.Equal("22.7 ms", findings[5].Detail);
        Assert.Equal("1.36 s; what is cut off reaches 0 dB of the peak", findings[6].Detail);
        Assert.Equal("20 ms", findings[7].Detail);
    }

    [Fact]
    public void Copies_AreFound_AlsoLouderLaterInvertedOrResampled()
    {
        var drum = SoundFolder.Drum(1, length: 20000);
        var samples = drum.Samples.ToArray();
        _folder.With("1.wav", drum).With("2 same.wav", drum).With("3 louder.wav", Clip([.. samples.Select(sample => 1.7f * sample)]))
            .With("4 later.wav", Clip([.. new float[300], .. samples])).With("5 inverted.wav", Clip([.. samples.Select(sample => -sample)]))
            .With("6 resampled.wav", Resampler.Resample(drum, 48000)).With("7 coarse.wav", drum, SampleEncoding.Pcm16)
            .With("8 another.wav", SoundFolder.Drum(2, length: 20000));

        var findings = DataSetDoctor.Examine(_folder.Path).Findings.Where(finding => finding.Kind is FindingKind.Duplicate or FindingKind.NearDuplicate).ToList();

        Assert.Equal(2, findings.Count);
        Assert.Equal(["1.wav", "2 same.wav"], findings[0].Paths);
        Assert.Equal(["1.wav", "3 louder.wav", "4 later.wav", "5 inverted.wav", "6 resampled.wav", "7 coarse.wav"], findings[1].Paths);
    }

    [Fact]
    public void Balance_OfClasses_IsLookedAt()
    {
        for (var i = 0; i < 11; i++)
            _folder.With($"kick/{i}.wav", SoundFolder.Drum(i, length: 20000));
        _folder.With("snare/a.wav", SoundFolder.Drum(100, length: 20000)).With("b.wav", SoundFolder.Drum(101, length: 20000));

        var findings = DataSetDoctor.Examine(_folder.Path).Findings;

        Assert.All(findings, finding => Assert.Equal(FindingKind.Imbalance, finding.Kind));
        Assert.Equal(["\"kick\" has 11 sounds, \"snare\" has 1", "1 of 13 sounds have no class"], findings.Select(finding => finding.Detail));
    }

    [Fact]
    public void FolderWithNothingUsable_IsTheErrorOfOpeningIt()
        => Assert.Throws<DataSetException>(() => DataSetDoctor.Examine(_folder.Path));

    private static AudioClip Clip(float[] samples) => new(samples, 1, 44100);
}
