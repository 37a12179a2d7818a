using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Models.Formats.Folder;
using TinyAudioDiffusion.Models.Formats.Safetensors;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Tests.Formats.Building;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Models.UNet;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Tests.Formats.Folder;

public class ModelFolderTests
{
    private const string Name = "memory/model.json";

    private const string Sound = """
        {
          "formatVersion": 1,
          "network": { "inChannels": 2, "channels": [8, 16], "factors": [1, 2], "items": [1, 1] },
          "transform": { "name": "learned", "settings": { "filters": 4, "window": 16, "stride": 4 } },
          "audio": { "sampleRate": 44100, "channels": 2, "length": 64 },
          "diffusion": { "objective": "v" },
          "recommended": { "steps": 10 }
        }
        """;

    private static readonly ModelDescription _full = new()
    {
        Network = new UNetConfiguration
        {
            InChannels = 2,
            OutChannels = 2,
            Channels = [8, 16],
            Factors = [1, 2],
            Items = [1, 2],
            Attentions = [0, 1],
            CrossAttentions = [0, 1],
            ContextChannels = [0, 3],
            AttentionHeads = 2,
            AttentionFeatures = 4,
            EmbeddingFeatures = 5,
            EmbeddingMaxLength = 6,
            UseNullEmbedding = true,
            ResnetGroups = 4,
            ModulationFeatures = 32,
        },
        Transform = new TransformConfiguration(
            "patching")
        { Settings = new Dictionary<string, int>(StringComparer.Ordinal) { ["patch"] = 4 } },
        Audio = new AudioShape(22050, 1, 128),
        ClassLabels = ["kick", "\u00E9<snare>"],
        Student = new StudentSampling
        {
            NoiseLevels = [1f, 0.5213769f, 0.1f, 0f],
            Teacher = "drums-16",
            Guidance = 4,
            GuidanceInterval = new(0.2, 0.9),
        },
        Licence = "CC0-1.0; \"as is\"",
        Provenance = new ModelProvenance("kicks_v7.ckpt", "97bcc7d9", "online", "00ff", "tad 0.1.0"),
        Settings = new SamplingSettings("ddim", "linear", 10, new FinishingOptions
        {
            RemoveDc = true,
            AlignOnset = true,
            TailGate = -60.5,
            Fade = 0.02,
            Normalization = Normalization.Loudness,
            Target = -14,
            TruePeakCeiling = -1,
        })
        {
            Guidance = 2.1,
            GuidanceInterval = new(0.2, 0.9),
        },
    };

    [Fact]
    public void SaveAndOpen_FullDescription_RoundTrips()
    {
        var folder = Directory.CreateTempSubdirectory("tad-");
        try
        {
            var path = Path.Combine(folder.FullName, "new", "model");
            var writer = new SafetensorsWriter();
            writer.Add("net.w", [2], new float[] { 1, 2 });
            ModelFolder.Save(path, _full, writer);
            Assert.Equal(
                ["model.json", "model.safetensors"], Directory.GetFiles(path).Select(Path.GetFileName).Order(StringComparer.Ordinal));

            var files = new ModelFiles(path, [.. Directory.GetFiles(path).Select(ModelFile.OnDisk)]);
            Assert.Equal(FormatFit.Content, Open.FolderFormat.Probe(files));
            using var open = Open.Folder(files, WeightSet.Ema);
            Assert.Equal([1, 2], open.Weights.ReadSingles("net.w"));
            Assert.Contains("online weights only", Assert.Single(open.Warnings), StringComparison.Ordinal);
            Assert.Equivalent(_full, open.Description, strict: true);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Read_Minimal_HasTheDefaults()
    {
        var read = Read(Sound);
        Assert.Equal((8, 1024, true), (read.Network.ResnetGroups, read.Network.ModulationFeatures, read.Network.UseModulation));
        Assert.Equal(new SamplingSettings(Steps: 10), read.Settings);
        Assert.Null(read.Provenance);
        Assert.Equal(16, read.Transform.Settings["window"]);
    }

    [Fact]
    public void Read_UnknownKeys_AreWarnings()
    {
        var warnings = new List<string>();
        ModelDescriptionFile.Read(
            InMemory.File(Sound.Replace("\"steps\": 10", "\"steps\": 10, \"mood\": 1", StringComparison.Ordinal), Name), warnings);
        Assert.Contains("recommended.mood", Assert.Single(warnings), StringComparison.Ordinal);
        warnings.Clear();
        ModelDescriptionFile.Read(
            InMemory.File(Sound.Replace("\"steps\": 10", "\"finishing\": { \"reverb\": 1 }", StringComparison.Ordinal), Name), warnings);
        Assert.Contains("recommended.finishing.reverb", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"formatVersion\": 1", "\"formatVersion\": 2", "use a newer one", "formatVersion")]
    [InlineData("\"formatVersion\": 1,", "", "is missing", "formatVersion")]
    [InlineData("\"inChannels\": 2", "\"inChannels\": \"2\"", "whole number", "network.inChannels")]
    [InlineData("\"inChannels\": 2", "\"inChannels\": 2.0", "whole number", "network.inChannels")]
    [InlineData("\"inChannels\": 2", "\"inChannels\": 1e1", "whole number", "network.inChannels")]
    [InlineData("\"inChannels\": 2", "\"inChannels\": 0", "from 1 to", "network.inChannels")]
    [InlineData("\"inChannels\": 2", "\"inChannels\": 2, \"inChannels\": 2", "given twice", "network.inChannels")]
    [InlineData("[8, 16]", "[8, true]", "whole number", "network.channels[1]")]
    [InlineData("[8, 16]", "[8, 17]", "no multiple", "network.channels")]
    [InlineData("[8, 16]", "[]", "has 0 entries", "network.channels")]
    [InlineData("[8, 16]", "{}", "a list", "network.channels")]
    [InlineData("\"items\": [1, 1]", "\"items\": [1, 1], \"useEmbeddingGuidance\": true", "null embedding", "network.embeddingFeatures")]
    [InlineData("\"items\": [1, 1]", "\"items\": [1, 1], \"useModulation\": 1", "true or false", "network.useModulation")]
    [InlineData("\"name\": \"learned\"", "\"name\": 3", "a text", "transform.name")]
    [InlineData("\"name\": \"learned\"", "\"name\": \"raw\"", "no setting of", "transform.settings.filters")]
    [InlineData("\"stride\": 4", "\"strides\": 4", "is missing", "transform.settings.stride")]
    [InlineData("\"stride\": 4", "\"stride\": 17", "shorter than the stride", "transform.settings.window")]
    [InlineData("\"stride\": 4", "\"stride\": 0", "from 1 to", "transform.settings.stride")]
    [InlineData("\"length\": 64", "\"length\": 60", "multiple of 8", "audio.length")]
    [InlineData("\"sampleRate\": 44100", "\"sampleRate\": -1", "hertz", "audio.sampleRate")]
    [InlineData("\"objective\": \"v\"", "\"objective\": \"eps\"", "only \"v\"", "diffusion.objective")]
    [InlineData("\"steps\": 10", "\"steps\": 0", "from 1 to 10000", "recommended.steps")]
    [InlineData("\"steps\": 10", "\"steps\": 10001", "from 1 to 10000", "recommended.steps")]
    [InlineData("\"steps\": 10", "\"sampler\": 3", "a text", "recommended.sampler")]
    [InlineData("\"steps\": 10", "\"schedule\": \"\"", "empty name", "recommended.schedule")]
    [InlineData("\"steps\": 10", "\"guidance\": 2", "no \"classLabels\"", "recommended.guidance")]
    [InlineData("\"steps\": 10", "\"guidance\": -1", "from 0 to 100", "recommended.guidance")]
    [InlineData("\"steps\": 10", "\"guidance\": \"much\"", "a number", "recommended.guidance")]
    [InlineData("\"steps\": 10", "\"finishing\": true", "keys with values", "recommended.finishing")]
    [InlineData("\"steps\": 10", "\"finishing\": { \"removeDc\": 1 }", "true or false", "recommended.finishing.removeDc")]
    [InlineData("\"steps\": 10", "\"finishing\": { \"tailGate\": 3 }", "from -200 to 0", "recommended.finishing.tailGate")]
    [InlineData("\"steps\": 10", "\"finishing\": { \"fade\": 11 }", "from 0 to 10", "recommended.finishing.fade")]
    [InlineData(
        "\"steps\": 10", "\"finishing\": { \"normalization\": \"rms\" }", "known are none, peak and loudness",
        "recommended.finishing.normalization")]
    [InlineData("\"steps\": 10", "\"finishing\": { \"truePeakCeiling\": 1e400 }", "a number", "recommended.finishing.truePeakCeiling")]
    [InlineData("\"recommended\": { \"steps\": 10 }", "\"student\": { }", "is missing", "student.noiseLevels")]
    [InlineData("\"recommended\": { \"steps\": 10 }", "\"student\": { \"noiseLevels\": [1] }", "from 2 to 65", "student.noiseLevels")]
    [InlineData("\"recommended\": { \"steps\": 10 }", "\"student\": { \"noiseLevels\": [1, 1, 0] }", "do not fall", "student.noiseLevels")]
    [InlineData("\"recommended\": { \"steps\": 10 }", "\"student\": { \"noiseLevels\": [2, 0] }", "from 0 to 1", "student.noiseLevels")]
    [InlineData("\"recommended\": { \"steps\": 10 }", "\"student\": { \"noiseLevels\": [1, 0.5] }", "end at 0", "student.noiseLevels")]
    [InlineData(
        "\"recommended\": { \"steps\": 10 }", "\"student\": { \"noiseLevels\": [1, 0], \"guidance\": 101 }", "from 0 to 100",
        "student.guidance")]
    [InlineData(
        "\"recommended\": { \"steps\": 10 }", "\"student\": { \"noiseLevels\": [1, 0], \"guidanceInterval\": \"all\" }",
        "two noise levels", "student.guidanceInterval")]
    [InlineData("\"steps\": 10 }", "\"steps\": 10 },", "not valid JSON", "line 8")]
    [InlineData("\"steps\": 10 }", "\"steps\": 10", "not valid JSON", "line")]
    [InlineData(
        "\"steps\": 10", "\"steps\": [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1"
            + "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]", "not valid JSON", "line 7")]
    public void Read_Wrong_IsRefusedWithItsPlace(string old, string other, string reason, string place)
    {
        Assert.Contains(old, Sound, StringComparison.Ordinal);
        Refusal.Of(() => Read(Sound.Replace(old, other, StringComparison.Ordinal)), reason, place);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("[]", "not an object")]
    [InlineData("{} {}", "not valid JSON")]
    [InlineData("version https://git-lfs.github.com/spec/v1", "Git LFS pointer")]
    [InlineData("{\"a\": \"\\ud800\"}", "not valid JSON")]
    public void Read_NoSuchFile_IsRefused(string content, string reason) => Refusal.Of(() => Read(content), reason);

    [Fact]
    public void Open_MissingFile_IsNamed()
    {
        var description = InMemory.File(Sound, Name);
        var other = InMemory.File("", "memory/a.safetensors");
        Refusal.Of(() => Open.Folder(InMemory.Files(other)), "is missing", "model.json");
        Refusal.Of(() => Open.Folder(InMemory.Files(description)), "put the weights beside", "model.safetensors");
        Refusal.Of(
            () => Open.Folder(InMemory.Files(description, other, InMemory.File("", "memory/b.safetensors"))), "several",
            "model.safetensors");
        Refusal.Of(() => Open.Folder(InMemory.Files(description, other)), "is empty");
    }

    private static ModelDescription Read(string json) => ModelDescriptionFile.Read(InMemory.File(json, Name));
}
