using TinyAudioDiffusion.Audio.Folders;
using TinyAudioDiffusion.Evaluation.Measures;

namespace TinyAudioDiffusion.Evaluation.Tests.Measures;

public sealed class SoundSetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Folder_GivesTheKind_AndTheNameWhereThereIsNone()
    {
        Save("Hi-Hats/one.wav");
        Save("kicks/deep/two.wav");
        Save("snare-17.wav");
        Save("snare_18.wav");
        Save("42.wav");

        var all = SoundSet.Read(_folder.Path);
        Assert.Equal(["Hi-Hats", "kicks", "snare"], all.Labels);
        Assert.Equal(["42.wav"], all.Unlabelled);

        var known = SoundSet.Read(_folder.Path, ["hihat", "kick"]);
        Assert.Equal([("Hi-Hats/one.wav", "hihat"), ("kicks/deep/two.wav", "kick")], known.Sounds.Select(sound => (sound.Name, sound.Label)));
        Assert.Equal(3, known.Unlabelled.Count);
    }

    [Fact]
    public void BrokenFiles_AreListedAndLeftOut()
    {
        Save("kick/good.wav");
        new AudioClip([0.5f, float.NaN], 1, 44100).Save(_folder["kick/nan.wav"], SampleEncoding.Float32);
        File.WriteAllText(_folder["kick/text.wav"], "no sound");
        File.WriteAllBytes(_folder["kick/empty.wav"], []);
        File.WriteAllText(_folder["kick/other.flac"], "fLaC");

        var set = SoundSet.Read(_folder.Path);

        Assert.Single(set.Sounds);
        Assert.Equal(["kick/empty.wav", "kick/nan.wav", "kick/other.flac", "kick/text.wav"], set.Skipped.Select(file => file.Path));
    }

    [Fact]
    public void NothingToRead_SaysWhatIsMissing()
    {
        Assert.Contains("no such folder", Assert.Throws<SoundFolderException>(() => SoundSet.Read(_folder["nowhere"])).Message, StringComparison.Ordinal);
        Assert.Contains("no sounds", Assert.Throws<SoundFolderException>(() => SoundSet.Read(_folder.Path)).Message, StringComparison.Ordinal);
        Save("gong/a.wav");
        Assert.Contains("known class (kick)", Assert.Throws<SoundFolderException>(() => SoundSet.Read(_folder.Path, ["kick"])).Message, StringComparison.Ordinal);
    }

    private void Save(string name) => TestSounds.Tone(200, 0.2, length: 4000).Save(_folder[name]);
}
