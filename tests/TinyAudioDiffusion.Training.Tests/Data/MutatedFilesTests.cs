using TinyAudioDiffusion.Training.Data.Folders;

namespace TinyAudioDiffusion.Training.Tests.Data;

/// <summary>Whatever is in a file, opening its folder ends with data or with a typed error.</summary>
public sealed class MutatedFilesTests
{
    [Fact]
    public void MutatedWavs_AreReadOrSkipped()
    {
        using var folder = new SoundFolder();
        var random = new Random(20260611); // seeded: the same files every time
        var originals = new[] { SampleEncoding.Pcm16, SampleEncoding.Pcm24, SampleEncoding.Float32 }.Select((encoding, i) =>
        {
            SoundFolder.Drum(i, channels: i + 1, length: 300).Save(folder["original.wav"], encoding);
            return File.ReadAllBytes(folder["original.wav"]);
        }).ToArray();
        File.Delete(folder["original.wav"]);
        const int Files = 600;
        for (var i = 0; i < Files; i++)
        {
            var file = originals[i % 3].ToArray();
            for (var edits = random.Next(1, 5); edits > 0; edits--)
                file[random.Next(3) == 0 ? random.Next(file.Length) : random.Next(60)] = random.Next(3) == 0
                    ? (byte)255
                    : (byte)random.Next(256);
            if (random.Next(6) == 0)
                file = file[..random.Next(file.Length)];
            folder.With($"{i:000}.wav", file);
        }

        var data = FolderData.Open(folder.Path, new() { Samples = 4096 });

        Assert.Equal(Files, data.Count + data.Summary.Skipped.Count);
        Assert.InRange(data.Count, 50, Files - 50);
        var sound = new float[2 * 4096];
        for (var i = 0; i < data.Count; i++)
        {
            data.Read(i, 0, sound);
            Assert.True(Array.TrueForAll(sound, sample => sample is >= -1 and <= 1), data.PathOf(i));
        }
    }
}
