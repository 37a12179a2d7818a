using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Audio;
using TinyAudioDiffusion.Grooves;
using TinyAudioDiffusion.Models.Formats;
using TinyAudioDiffusion.Models.Formats.Checkpoints;
using TinyAudioDiffusion.Models.Formats.Folder;
using TinyAudioDiffusion.Models.Formats.Lightning;
using TinyAudioDiffusion.Models.Formats.Safetensors;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.NAudio;
using TinyAudioDiffusion.Tests;
using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Training.Data.Folders;
using TinyAudioDiffusion.Training.Runs;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Fuzz.Tests;

/// <summary>All readers of files and texts that come from elsewhere.</summary>
internal static class FuzzTargets
{
    private const int MostFrames = 20_000;

    private static readonly string[] _json = [
        "\"", "{", "}", "[", "]", ":", ",", "null", "true", "-1", "1e999", "\\u0000", "\\ud800", "99999999999999999999", "\"a\":1,"];

    public static IReadOnlyDictionary<string, Func<FuzzTarget>> All { get; } = new Dictionary<string, Func<FuzzTarget>>(
        StringComparer.Ordinal)
    {
        ["wav"] = () => Sound(
            "wav", ["cases/wav/ulaw.wav", "cases/wav/rf64.wav", "cases/wav/two_data.wav", "sounds/mono8.wav", "sounds/stereo24.wav"],
            ["fmt ", "data", "LIST", "ds64", "RIFF", "tadr"]),
        ["aiff"] = () => Sound(
            "aiff", ["sounds/mono8.aiff", "sounds/mono16-f32.aifc", "sounds/stereo16.aiff"],
            ["COMM", "SSND", "NONE", "sowt", "fl32", "AIFC"]),
        ["flac"] = () => Sound(
            "flac",
            [
                "sounds/mono8.flac", "sounds/stereo16-small-blocks.flac", "sounds/wasted16.flac", "sounds/silence16.flac",
                    "sounds/six24.flac",
                "sounds/stereo16-order32.flac",
            ],
            ["fLaC", "tadr"]),
        ["mp3"] = () => Sound("mp3", ["sounds/sine.mp3"], ["ID3", "Xing", "Info", "TAG"]) with { Inputs = 20 },
        ["ogg"] = () => Sound("ogg", ["sounds/sine.ogg"], ["OggS", "vorbis"]) with { Inputs = 20 },
        ["ogg-pages"] = () => Sound("ogg", ["sounds/sine.ogg"], ["OggS", "vorbis"], OggChecksums.MakeRight) with
        {
            Name = "ogg-pages",
            Inputs = 20,
        },
        ["training-state"] = () => TrainingStateTarget.Create(_json),
        ["hub-listing"] = () => HubTargets.Listing(_json),
        ["hub-head"] = HubTargets.Head,
        ["safetensors-index"] = SafetensorsIndex,
        ["recipe"] = Recipe,
        ["safetensors"] = () => new FuzzTarget(
            "safetensors", [File("checkpoint/torch2.io.safetensors")], ReadSafetensors,
            ["F32", "F16", "BF16", "I64", "data_offsets", "shape", "dtype", "__metadata__", .. _json]),
        ["checkpoint"] = () => new FuzzTarget(
            "checkpoint", [File("checkpoint/torch2.ckpt")], ReadCheckpoint, ["PK\u0001\u0002", "PK\u0003\u0004", "PK\u0005\u0006"]),
        ["pickle"] = Pickle,
        ["yaml"] = () => new FuzzTarget(
            "yaml", [File("checkpoint/config.yaml"), .. Cases("yaml")], bytes => LightningConfiguration.Read(Memory("config.yaml", bytes)),
            [
                "&a ", "*a", "<<: ", "- ", ": ", "${model.x}", "${oc.env:A,1}", "!!python/tuple ", "|\n", "> \n", "\t", "yes", "1_000",
                    ".inf",
                "null", "---\n",
            ]),
        ["model-json"] = () => new FuzzTarget(
            "model-json", [ModelJson()], bytes => ModelDescriptionFile.Read(Memory("model.json", bytes)), _json),
        ["config-json"] = () => new FuzzTarget(
            "config-json", [File("unet/raw/config.json")], bytes => ReferenceFormat.ReadConfiguration(Memory("config.json", bytes)), _json),
        ["dance-json"] = () => DanceTargets.Configuration(_json),
        ["dance-checkpoint"] = DanceTargets.Checkpoint,
        ["spiece"] = TokenizerTargets.SentencePiece,
        ["tokenizer-json"] = () => TokenizerTargets.Json(_json),
        ["training-json"] = () => OnDisk(
            "training-json",
            [Encoding.UTF8.GetBytes("""{"steps":10,"batch":2,"data":{"source":"drums","validationShare":0.1}}"""), "{}"u8.ToArray()],
            path => TrainingConfiguration.Load(path, PublishedConfiguration.Model), _json),
        ["metrics"] = () => OnDisk(
            "metrics", [Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(1, 3).Select(Line)))], path => MetricsFile.Read(path), _json),
        ["csv"] = Csv,
        ["midi"] = () => new FuzzTarget(
            "midi",
            [
                [
                    .. "MThd"u8, 0, 0, 0, 6, 0, 1, 0, 2, 0, 96, .. "MTrk"u8, 0, 0, 0, 19, 0, 0xFF, 0x51, 3, 7, 0xA1, 0x20,
                    0, 0xFF, 0x58, 4, 4, 2, 24, 8, 0, 0xFF, 0x2F, 0,
                    .. "MTrk"u8, 0, 0, 0, 25, 0, 0x99, 36, 100, 0x30, 42, 90, 0x30, 38, 127, 0, 0xF0, 1, 2, 0xF7, 0, 0xFF, 1, 2, 65, 66,
                    0, 0xFF, 0x2F, 0,
                ],
            ],
            ReadMidi, ["MThd", "MTrk", "\u00FF\u0001", "\u00F0", "\u0099", "\u00FF\u007F"]),
        ["grid"] = () => new FuzzTarget(
            "grid", [Encoding.UTF8.GetBytes(BuiltInGrooves.GetText("boom-bap")), Encoding.UTF8.GetBytes(BuiltInGrooves.GetText("trap"))],
            bytes => GrooveGrid.Parse(Encoding.UTF8.GetString(bytes), "fuzz"),
            ["kick ", "tempo: ", "swing: ", "step: 1/", "swing-step:", "x", "9", "|", "#", "\n", "1e999", "-1", "NaN", "36 ", ":"]),
        ["id"] = () => new FuzzTarget(
            "id",
            [
                "tad1:kicks@0f3a?seed=7&sampler=ddim&schedule=linear&steps=50&length=32768"u8.ToArray(),
                .. ((string[])["&verb=vary&amount=0.5", "&dc=1&fade=0.1&target=-1&normalize=Peak"]).Select(
                    end => Encoding.UTF8.GetBytes("tad1:a%2Fb?seed=1&sampler=x&schedule=y&steps=1&length=1" + end)),
            ],
            bytes => SoundId.Parse(Encoding.UTF8.GetString(bytes)),
            ["tad1:", "?", "&", "=", "%", "%00", "seed=", "weights=99", "interval=0:1", "normalize=7", "NaN", "1e999", "guidance="])
        {
            IsPromised = exception => exception is FormatException,
        },
    };

    private static string Line(int step)
        => $$"""{"step":{{step}},"seconds":1.5,"loss":0.5,"smoothed_loss":0.5,"rate":0.001,"gradient_norm":1}""" + "\n";

    private static FuzzTarget Sound(string name, string[] seeds, string[] words, Func<byte[], byte[]>? wrap = null)
    {
        var format = SoundFiles.Formats.Items.First(format => format.Name == name);
        return new FuzzTarget(name, [.. seeds.Select(File)], Read, words);

        void Read(byte[] bytes)
        {
            using var stream = new MemoryStream(wrap is null ? bytes : wrap(bytes));
            var info = format.Describe(stream, "fuzz");
            if (info.Channels < 1 || info.SampleRate < 1 || info.Frames < 0)
                throw new InvalidOperationException($"{info} is no description.");
            var clip = format.ReadStart(stream, MostFrames, "fuzz");
            if (clip.Length is < 1 or > MostFrames || (clip.Channels, clip.SampleRate) != (info.Channels, info.SampleRate))
                throw new InvalidOperationException(
                    $"{clip.Length} samples of {clip.Channels} channels are not what {info} and the call say.");
        }
    }

    // The JSON of the chunk alone is mutated; the chunk's size follows it.
    private static FuzzTarget Recipe()
    {
        const string Document = """
            {"format":1,"aiGenerated":true,"library":"x","recipe":{"model":"m","seed":7,"sampler":"ddim","schedule":"linear","steps":50,
            "length":256,"guidance":1.5,"finishing":{"removeDc":true,"normalization":"Peak"},"edit":{"verb":"vary","amount":0.5}}}
            """;
        return OnDisk("recipe", [Encoding.UTF8.GetBytes(Document)], path => GenerationRecipe.FindInFile(path), _json, json =>
        {
            using var wav = new MemoryStream();
            AudioFormats.BuiltIn.Write(wav, new AudioClip([0f], 1, 44100));
            wav.Write("tadr"u8);
            wav.Write(BitConverter.GetBytes(json.Length));
            wav.Write(json);
            return wav.ToArray();
        });
    }

    // The weights that the index leads to are good.
    private static FuzzTarget SafetensorsIndex()
    {
        const string Folder = "cases/safetensors/sharded", Index = "model.safetensors.index.json";
        var services = new ServiceCollection();
        services.AddTinyAudioDiffusionCore().AddNetworkModels();
        var opener = services.BuildServiceProvider().GetRequiredService<ModelOpener>();
        ModelFile[] others =
        [
            .. Directory.GetFiles(PathOf(Folder)).Where(path => Path.GetFileName(path) != Index).Select(
                path => Memory(Path.GetFileName(path), System.IO.File.ReadAllBytes(path))),
        ];
        return new FuzzTarget("safetensors-index", [File($"{Folder}/{Index}")], bytes =>
        {
            using var opened = opener.Open(new ModelFiles("fuzz", [.. others, Memory(Index, bytes)]), new());
            foreach (var entry in opened.Weights.Entries.Take(20))
                opened.Weights.Read(entry.Name, new float[checked((int)entry.ElementCount)]);
        }, ["weight_map", "metadata", "total_size", "model-00001-of-00002.safetensors", "../", "net.", .. _json]);
    }

    // The pickle of a checkpoint in an archive of its own, without the tensors.
    private static FuzzTarget Pickle()
    {
        using var archive = ZipFile.OpenRead(PathOf("checkpoint/torch2.ckpt"));
        var entry = archive.Entries.First(entry => entry.Name == "data.pkl");
        using var content = new MemoryStream();
        using (var stream = entry.Open())
            stream.CopyTo(content);
        return new FuzzTarget(
            "pickle", [content.ToArray()], pickle => OpenCheckpoint(Archive(entry.FullName, pickle)),
            ["cos\nsystem\n", "ctorch\nload\n", "R", "(", "}", "]", "u.", "\u0080\u0002", "b", "t"]);

        static byte[] Archive(string name, byte[] pickle)
        {
            using var zip = new MemoryStream();
            using (var writer = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
            {
                using var stream = writer.CreateEntry(name, CompressionLevel.NoCompression).Open();
                stream.Write(pickle);
            }

            return zip.ToArray();
        }
    }

    private static FuzzTarget Csv()
    {
        var folder = Directory.CreateTempSubdirectory("tad-fuzz-csv-").FullName;
        foreach (var name in (string[])["a.wav", "b, c.wav"])
            new AudioClip([.. Enumerable.Range(0, 500).Select(i => MathF.Sin(i * 0.1f))], 1, 44100).Save(Path.Combine(folder, name));
        return OnDisk(
            "csv", [Encoding.UTF8.GetBytes("path,label\na.wav,kick\n\"b, c.wav\",\"snare \"\"x\"\"\"\n"), .. Cases("csv")],
            path => FolderData.Open(folder, new() { Csv = path, Samples = 512 }), [
                "path", "label", "\"", ",", ";", "\r\n", "\n", "a.wav", "../", "\\", "\uFEFF", "\u0000"]);
    }

    private static void ReadMidi(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        var groove = MidiGroove.Read(stream, "fuzz");
        if (groove.Beats <= 0 || groove.Hits.Count == 0 || groove.Hits.Any(hit => hit.Beat < 0 || hit.Beat > groove.Beats))
            throw new InvalidOperationException($"{groove} cannot be played.");
    }

    private static void ReadSafetensors(byte[] bytes)
    {
        using var file = SafetensorsFile.Open(Memory("fuzz.safetensors", bytes));
        foreach (var entry in file.Entries.Take(20))
            file.Read(entry.Name, new float[checked((int)Math.Min(entry.ElementCount, 1 << 20))]);
    }

    private static void OpenCheckpoint(byte[] bytes)
    {
        using var file = Checkpoint.Open(Memory("fuzz.ckpt", bytes));
        _ = file.Summary;
    }

    private static void ReadCheckpoint(byte[] bytes)
    {
        using var file = Checkpoint.Open(Memory("fuzz.ckpt", bytes));
        _ = file.Summary;
        foreach (var entry in file.Entries.Take(20))
            file.Read(entry.Name, new float[checked((int)Math.Min(entry.ElementCount, 1 << 20))]);
    }

    private static byte[] ModelJson()
    {
        var (network, transform) = ReferenceFormat.ReadConfiguration(Memory("config.json", File("unet/raw/config.json")));
        using var stream = new MemoryStream();
        ModelDescriptionFile.Write(stream, new() { Network = network, Transform = transform, Audio = new(44100, 2, 32768) });
        return stream.ToArray();
    }

    private static FuzzTarget OnDisk(
        string name, IReadOnlyList<byte[]> seeds, Action<string> read, IReadOnlyList<string> words, Func<byte[], byte[]>? wrap = null)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("tad-fuzz-").FullName, name);
        return new FuzzTarget(name, seeds, bytes =>
        {
            System.IO.File.WriteAllBytes(path, wrap is null ? bytes : wrap(bytes));
            read(path);
        }, words);
    }

    private static ModelFile Memory(string name, byte[] bytes) => new(name, name, () => new MemoryStream(bytes, writable: false));

    private static IEnumerable<byte[]> Cases(string kind)
        => Directory.Exists(PathOf($"cases/{kind}")) ? Directory.GetFiles(PathOf($"cases/{kind}")).Order(StringComparer.Ordinal).Select(
            System.IO.File.ReadAllBytes) : [];

    private static byte[] File(string name) => System.IO.File.ReadAllBytes(PathOf(name));

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "fixtures", name);
}
