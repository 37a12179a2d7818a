using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using TinyAudioDiffusion.Grooves;
using TinyAudioDiffusion.Kits;
using TinyAudioDiffusion.Tests.Fakes;
using TinyAudioDiffusion.Tests.Generation;

namespace TinyAudioDiffusion.Tests.Kits;

/// <summary>What <see cref="KitBuilder"/> writes: files, keys, velocities, turns, choke groups, levels, the list of sounds.</summary>
public sealed class KitBuilderTests : IDisposable
{
    private static readonly DrumPart _kick = GeneralMidiDrums.Find("kick")!;
    private static readonly DrumPart _closed = GeneralMidiDrums.Find("closed-hat")!;
    private static readonly DrumPart _open = GeneralMidiDrums.Find("open-hat")!;
    private static readonly GenerationOptions _quick = new() { Model = "test", Seed = 5, Steps = 1, Sampler = "ddim", Length = 4410 };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task EveryFormat_RefersToFilesThatAreThere()
    {
        var kit = await MakeAsync(layers: 3, turns: 2);
        var files = KitBuilder.Of("My Kit", kit).Build(
            KitFormats.Sfz, KitFormats.DecentSampler, KitFormats.Hydrogen, KitFormats.Folder);

        Assert.Equal(files.Count, files.Select(file => file.Path).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        var samples = files.Where(file => file.Path.StartsWith("samples/", StringComparison.Ordinal)).Select(file => file.Path).ToList();
        Assert.Equal(3 * 3 * 2, samples.Count);
        var regions = Regions(files);
        Assert.Equal(samples.Order(StringComparer.Ordinal), regions.Select(region => region["sample"]).Order(StringComparer.Ordinal));
        Assert.Equal(
            samples.Order(StringComparer.Ordinal),
            Preset(files).Descendants("sample").Select(sample => sample.Attribute("path")!.Value).Order(StringComparer.Ordinal));
        var packed = Unpack(files);
        Assert.Equal(
            packed.Keys.Where(name => name.EndsWith(".wav", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            Drumkit(packed).Descendants().Where(element => element.Name.LocalName == "filename")
                .Select(element => $"My Kit/{element.Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task EachVelocityAndTurn_PlaysExactlyOneSound()
    {
        var regions = Regions(KitBuilder.Of("kit", await MakeAsync(layers: 3, turns: 2)).Build(KitFormats.Sfz));

        foreach (var key in (string[])["36", "42", "46"])
        {
            for (var velocity = 1; velocity <= 127; velocity++)
            {
                var heard = regions.Where(region => region["key"] == key
                    && int.Parse(region["lovel"], null) <= velocity && velocity <= int.Parse(region["hivel"], null)).ToList();
                Assert.Equal(["1", "2"], heard.Select(region => region["seq_position"]));
                Assert.All(heard, region => Assert.Equal("2", region["seq_length"]));
            }
        }
    }

    [Fact]
    public async Task HatsChokeEachOther_AndNothingElse()
    {
        var files = KitBuilder.Of("kit", await MakeAsync(1, 1)).Build(KitFormats.Sfz, KitFormats.DecentSampler, KitFormats.Hydrogen);

        var regions = Regions(files);
        Assert.All(regions, region => Assert.Equal("one_shot", region["loop_mode"]));
        Assert.Equal([null, "1", "1"], regions.Select(region => region.GetValueOrDefault("group")));
        Assert.Equal([null, "1", "1"], regions.Select(region => region.GetValueOrDefault("off_by")));
        Assert.Equal([null, "hat", "hat"], Preset(files).Descendants("group").Select(group => group.Attribute("silencedByTags")?.Value));
        Assert.Equal(
            ["-1", "1", "1"],
            Drumkit(Unpack(files)).Descendants().Where(element => element.Name.LocalName == "muteGroup").Select(element => element.Value));
    }

    [Fact]
    public async Task AllSounds_HaveOneLoudness_BelowFullScale()
    {
        var kit = await MakeAsync(layers: 2, turns: 2);
        KitBuilder.Of("kit", kit).Save(_folder["kit"], KitFormats.Folder);

        var gains = KitManifest.Load(_folder["kit"]).Drums.SelectMany(drum => drum.Sounds).ToList();
        Assert.All(gains, sound =>
        {
            var clip = AudioClip.Load(_folder[Path.Combine("kit", sound.File)]);
            Assert.InRange(clip.PeakDbfs, -90, -0.99);
            Assert.True(Math.Abs(Loudness.Measure(clip) + 20) < 0.1 || Math.Abs(clip.PeakDbfs + 1) < 0.1);
        });
        var bare = new KitBuilder("bare") { Loudness = null }.Add(kit);
        bare.Save(_folder["bare"], KitFormats.Folder);
        Assert.All(KitManifest.Load(_folder["bare"]).Drums.SelectMany(drum => drum.Sounds), sound => Assert.Equal(0, sound.Gain));
    }

    [Fact]
    public async Task TheListOfSounds_MakesTheKitAgain_AndLetsItGrow()
    {
        using var fixture = new GeneratorFixture(new ClickModel(0, 1, 0, 0));
        var kit = await fixture.Studio.KitAsync(
            new() { Parts = [_kick, _open], RoundRobins = 2, VelocityLayers = 2, Spread = 0.3 }, _quick);
        KitBuilder.Of("kit", kit).Save(_folder["kit"], KitFormats.Folder);

        var manifest = KitManifest.Load(_folder["kit"]);
        var again = await fixture.Studio.KitAsync(manifest.ToKitOptions(), manifest.ToGenerationOptions());
        Assert.Equal(kit.Pads.Select(pad => pad.Part), again.Pads.Select(pad => pad.Part));
        Assert.Equal(Samples(kit.Pads), Samples(again.Pads));

        var grown = await fixture.Studio.KitAsync(
            manifest.ToKitOptions() with { Parts = [_kick, _closed, _open], RoundRobins = 3 }, manifest.ToGenerationOptions());
        Assert.Equal(["kick", "closed-hat", "open-hat"], grown.Pads.Select(pad => pad.Part.Name));
        Assert.All(kit.Pads, pad => Assert.Equal(
            pad.Sounds.Select(sound => SoundId.Format(sound.Clip.Recipe!)),
            grown.Pads.Single(other => other.Part == pad.Part).Sounds.Where(sound => sound.RoundRobin < 2)
                .Select(sound => SoundId.Format(sound.Clip.Recipe!))));
    }

    [Fact]
    public async Task AZip_HoldsOneFolder_AndTheSameKitGivesTheSameBytes()
    {
        var kit = await MakeAsync(1, 1);
        using var first = new MemoryStream();
        using var second = new MemoryStream();
        KitBuilder.Of("a/b", kit).WriteZip(first, KitFormats.Sfz, KitFormats.Hydrogen);
        KitBuilder.Of("a/b", kit).WriteZip(second, KitFormats.Sfz, KitFormats.Hydrogen);

        Assert.Equal(first.ToArray(), second.ToArray());
        using var archive = new ZipArchive(first);
        Assert.All(archive.Entries, entry => Assert.StartsWith("a-b/", entry.FullName, StringComparison.Ordinal));
        Assert.Equal(
            ["LICENSE.txt", "a-b.h2drumkit", "a-b.sfz", "audition.wav", "kit.json"],
            archive.Entries.Where(entry => !entry.FullName.Contains("/samples/", StringComparison.Ordinal)).Select(entry => entry.Name)
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task HydrogenAlone_LeavesNoSoundsBesideIt_AndFlacGoesEverywhere()
    {
        var files = new KitBuilder("kit") { AudioFormat = "flac" }.Add(await MakeAsync(1, 1)).Build(KitFormats.Hydrogen);

        Assert.Equal(
            ["LICENSE.txt", "audition.wav", "kit.h2drumkit", "kit.json"], files.Select(file => file.Path).Order(StringComparer.Ordinal));
        Assert.Equal(3, Unpack(files).Keys.Count(name => name.EndsWith(".flac", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task TheAudition_PlaysEveryDrum()
    {
        var kit = await MakeAsync(layers: 2, turns: 2);
        var whole = Audition(kit);
        Assert.Equal(2, whole.Channels);
        Assert.InRange(whole.Peak, 0.01f, 1f);
        foreach (var pad in kit.Pads)
        {
            var silent = new KitPad(pad.Part, [new KitSound(new AudioClip(new float[100], 1, 44100), 0, 1, 0)]);
            var without = Audition(kit with { Pads = [.. kit.Pads.Select(other => other == pad ? silent : other)] });
            Assert.NotEqual(whole.Samples.ToArray(), without.Samples.ToArray());
        }
    }

    [Theory]
    [InlineData("twice")]
    [InlineData("no sounds")]
    [InlineData("not finite")]
    [InlineData("Name at least one format")]
    [InlineData("at least one drum")]
    [InlineData("Hydrogen plays at most 16")]
    public void WhatCannotBeAKit_IsRefused(string reason)
    {
        var clip = new AudioClip(new float[] { 0, 1, 0 }, 1, 44100);
        var bad = new AudioClip(new[] { float.NaN }, 1, 44100);
        var error = Assert.ThrowsAny<ArgumentException>(() => _ = reason switch
        {
            "twice" => (object)new KitBuilder("kit").Add(_kick, clip).Add(_kick, clip),
            "no sounds" => new KitBuilder("kit").Add(_kick),
            "not finite" => new KitBuilder("kit").Add(_kick, bad),
            "Name at least one format" => new KitBuilder("kit").Add(_kick, clip).Build(),
            "at least one drum" => new KitBuilder("kit").Build(KitFormats.Sfz),
            _ => new KitBuilder("kit").Add(_kick, [.. Enumerable.Repeat(clip, 17)]).Build(KitFormats.Hydrogen),
        });
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "cannot be read")]
    [InlineData("null", "no list of the layout 1")]
    [InlineData("""{"format":2,"name":"a","licence":"b","drums":[]}""", "no list of the layout 1")]
    [InlineData("""{"format":1,"name":"a","licence":"b","drums":[]}""", "no drums")]
    public void AListThatIsNone_NamesFileAndReason(string json, string reason)
    {
        File.WriteAllText(_folder["kit.json"], json);
        var error = Assert.Throws<KitFormatException>(() => KitManifest.Load(_folder["kit.json"]));
        Assert.Contains("kit.json", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"","kind":"Kick","key":36,"sounds":[{"file":"x"}]}""", "drums[0]")]
    [InlineData("""{"name":"k","kind":7,"key":36,"sounds":[{"file":"x"}]}""", "cannot be read")]
    [InlineData("""{"name":"k","kind":"Kick","key":200,"sounds":[{"file":"x"}]}""", "key from 0 to 127")]
    [InlineData("""{"name":"k","kind":"Kick","key":36,"sounds":[]}""", "drums[0]")]
    [InlineData("""{"name":"k","kind":"Kick","key":36,"sounds":[{"file":"x","layer":99}]}""", "drums[0].sounds[0]")]
    [InlineData("""{"name":"k","kind":"Kick","key":36,"sounds":[{"file":"x","id":"y"}]}""", "drums[0].sounds[0].id")]
    public void ADrumThatIsNone_IsNamedWithItsPlace(string drum, string reason)
    {
        var json = Encoding.UTF8.GetBytes($$"""{"format":1,"name":"a","licence":"b","drums":[{{drum}}]}""");
        var error = Assert.Throws<KitFormatException>(() => KitManifest.Parse(json));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UnknownDrums_GetFreeKeys_AndAListWithoutASeedSaysSo()
    {
        var clip = new AudioClip(new float[] { 0, 1, 0 }, 1, 44100);
        var builder = new KitBuilder("found").Add(new DrumPart("boing", DrumKind.Percussion), clip)
            .Add(GeneralMidiDrums.Find("rim")!, clip).Add(new DrumPart("plop", DrumKind.Percussion), clip);

        var manifest = KitManifest.Parse(builder.Build(KitFormats.Folder)[^1].Content.Span);
        Assert.Equal([39, 37, 41], manifest.Drums.Select(drum => drum.Key));
        Assert.All(manifest.Drums, drum => Assert.Null(drum.Sounds[0].Id));
        Assert.Throws<InvalidOperationException>(manifest.ToGenerationOptions);
    }

    [Fact]
    public void AnUnknownFormat_NamesTheKnownOnes()
    {
        var error = Assert.Throws<UnknownNameException>(() => KitFormats.Get("akai"));
        Assert.Contains("decentsampler, folder, hydrogen, sfz", error.Message, StringComparison.Ordinal);
    }

    private static async Task<DrumKit> MakeAsync(int layers, int turns)
    {
        using var fixture = new GeneratorFixture(new ClickModel(0, 1, 0, 0));
        return await fixture.Studio.KitAsync(
            new() { Parts = [_kick, _closed, _open], VelocityLayers = layers, RoundRobins = turns }, _quick);
    }

    private static AudioClip Audition(DrumKit kit)
    {
        var file = new KitBuilder("kit") { Loudness = null }.Add(kit).Build(KitFormats.Folder).Single(file => file.Path == "audition.wav");
        return AudioClip.Load(new MemoryStream(file.Content.ToArray()));
    }

    private static IEnumerable<float[]> Samples(IEnumerable<KitPad> pads)
        => pads.SelectMany(pad => pad.Sounds).Select(sound => sound.Clip.Samples.ToArray());

    // A reader of its own: headers hand down what they set, and a sample's path goes to the end of its line.
    private static List<Dictionary<string, string>> Regions(IReadOnlyList<KitFile> files)
    {
        var text = Encoding.UTF8.GetString(files.Single(file => file.Path.EndsWith(".sfz", StringComparison.Ordinal)).Content.Span);
        Dictionary<string, string> global = [], group = [];
        var regions = new List<Dictionary<string, string>>();
        foreach (var line in text.Split('\n').Where(line => line.StartsWith('<')))
        {
            var header = line[1..line.IndexOf('>', StringComparison.Ordinal)];
            var set = new Dictionary<string, string>(header switch { "global" => [], "group" => global, _ => group });
            var rest = line[(header.Length + 2)..];
            if (rest.IndexOf("sample=", StringComparison.Ordinal) is >= 0 and var at)
                (set["sample"], rest) = (rest[(at + 7)..], rest[..at]);
            foreach (var pair in rest.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')))
                set[pair[0]] = pair[1];
            if (header == "region")
                regions.Add(set);
            else
                (global, group) = header == "global" ? (set, set) : (global, set);
        }

        return regions;
    }

    private static XDocument Preset(IReadOnlyList<KitFile> files) => XDocument.Parse(
        Encoding.UTF8.GetString(files.Single(file => file.Path.EndsWith(".dspreset", StringComparison.Ordinal)).Content.Span));

    private static XDocument Drumkit(Dictionary<string, byte[]> packed) => XDocument.Parse(
        Encoding.UTF8.GetString(packed.Single(file => file.Key.EndsWith("/drumkit.xml", StringComparison.Ordinal)).Value));

    private static Dictionary<string, byte[]> Unpack(IReadOnlyList<KitFile> files)
    {
        var packed = files.Single(file => file.Path.EndsWith(".h2drumkit", StringComparison.Ordinal)).Content.ToArray();
        using var tar = new TarReader(new GZipStream(new MemoryStream(packed), CompressionMode.Decompress));
        var content = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        while (tar.GetNextEntry(copyData: true) is { } entry)
        {
            using var memory = new MemoryStream();
            entry.DataStream?.CopyTo(memory);
            content.Add(entry.Name, memory.ToArray());
        }

        return content;
    }
}
