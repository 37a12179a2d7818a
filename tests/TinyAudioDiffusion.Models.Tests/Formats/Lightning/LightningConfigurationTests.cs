using System.Text;
using TinyAudioDiffusion.Models.Formats.Lightning;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Tests.Formats.Building;

namespace TinyAudioDiffusion.Models.Tests.Formats.Lightning;

public class LightningConfigurationTests
{
    private const string Name = "memory/config.yaml";

    private const string Sound = """
        module: main.module_base
        sampling_rate: 44100
        length: 32768
        channels: 2
        work_dir: ${hydra:runtime.cwd}
        model:
          _target_: ${module}.Model
          ema_power: 0.7
          model:
            _target_: main.DiffusionModel
            net_t:
              _target_: ${module}.UNetT
            in_channels: 2
            channels:
            - 32
            - 64
            factors: [1, 2]
            items: [2, 4]
            attentions: [0, 1]
            attention_heads: 8
            attention_features: 64

        """;

    [Fact]
    public void Read_PublishedShape_GivesTheNetworkAndItsAudio()
    {
        var read = Read(Sound);
        Assert.Empty(read.Warnings);
        Assert.Equal(new AudioShape(44100, 2, 32768), read.Audio);
        Assert.Equal(2, read.Network.InChannels);
        Assert.Equal([32, 64], read.Network.Channels);
        Assert.Equal([1, 2], read.Network.Factors);
        Assert.Equal([2, 4], read.Network.Items);
        Assert.Equal([0, 1], read.Network.Attentions);
        Assert.Equal((8, 64), (read.Network.AttentionHeads, read.Network.AttentionFeatures));
        Assert.Equal((8, 1024), (read.Network.ResnetGroups, read.Network.ModulationFeatures));
    }

    [Fact]
    public void Read_TheFixture_GivesItsNetwork()
    {
        var read = LightningConfiguration.Read(Fixtures.File("checkpoint/config.yaml"), strict: true);
        Assert.Equal(new AudioShape(44100, 2, 64), read.Audio);
        Assert.Equal(64, read.Network.ModulationFeatures);
    }

    [Theory]
    [InlineData("sampling_rate: 44100\n", "")]
    [InlineData("length: 32768\n", "")]
    [InlineData("channels: 2\nwork", "work")]
    [InlineData("channels: 2\nwork", "channels: 1\nwork")]
    [InlineData("    attention_heads", "    another_setting: 1\n    attention_heads")]
    [InlineData("${module}.UNetT", "mine.OwnNet")]
    [InlineData("main.DiffusionModel", "mine.Own")]
    [InlineData("length: 32768", "length: ???")]
    public void Read_Unusual_IsAWarning(string old, string other)
    {
        var read = Read(Change(old, other));
        Assert.Single(read.Warnings);
        Assert.Equal(new AudioShape(44100, 2, 32768), read.Audio);
    }

    [Fact]
    public void Read_UnknownKeyStrictly_IsAnError()
        => Refusal.Of(
            () => LightningConfiguration.Read(InMemory.File(Change("    items", "    other: 1\n    items"), Name), strict: true),
            "could change the network", "model.model.other, line 18");

    [Theory]
    [InlineData("sampling_rate: 44100", "rate: 48000\nsampling_rate: ${rate}", 48000)]
    [InlineData("sampling_rate: 44100", "a: 4\nb: {c: \"${a}8\"}\nsampling_rate: ${b.c}000", 48000)]
    [InlineData("sampling_rate: 44100", "sampling_rate:   +8000  # comment", 8000)]
    [InlineData("sampling_rate: 44100", "sampling_rate: 44_100", 44100)]
    [InlineData("sampling_rate: 44100", "sampling_rate: 0x5622", 22050)]
    [InlineData("sampling_rate: 44100", "sampling_rate: 017500", 8000)]
    [InlineData("sampling_rate: 44100", "sampling_rate: 2:13:20", 8000)]
    [InlineData("sampling_rate: 44100", "sampling_rate: !!int 8000", 8000)]
    [InlineData("sampling_rate: 44100", "sampling_rate: ${oc.env:RATE,8000}", 8000)]
    [InlineData("sampling_rate: 44100", "rates: [1, {fast: 8000}]\nsampling_rate: ${rates[1].fast}", 8000)]
    [InlineData("sampling_rate: 44100", "rates: [1, 8000]\nsampling_rate: ${.rates.1}", 8000)]
    [InlineData("sampling_rate: 44100", "which: a\nrates: {a: 8000}\nsampling_rate: ${rates.${which}}", 8000)]
    [InlineData("sampling_rate: 44100", "a:\n  b:\n    c: ${..d}\n  d: 8000\nsampling_rate: ${a.b.c}", 8000)]
    [InlineData("sampling_rate: 44100", "a: &a {sampling_rate: 8000}\nb: &b {<<: *a, x: 1}\n<<: [*b, {sampling_rate: 1}]", 8000)]
    [InlineData("sampling_rate: 44100", "a: &rate 8000\nsampling_rate: *rate", 8000)]
    public void Read_Reference_IsResolved(string old, string other, int expected)
    {
        var text = Change(old, other);
        if (other.Contains("{c:", StringComparison.Ordinal))
            Refusal.Of(() => Read(text.Replace("${b.c}000", "${b.c}", StringComparison.Ordinal)), "whole number"); // quoted, so text
        else
            Assert.Equal(expected, Read(text).Audio.SampleRate);
    }

    /// <summary>What nobody reads is never a reason to refuse a file.</summary>
    [Theory]
    [InlineData("ema_power: !!python/object:os.system 1")]
    [InlineData("ema_power: !!python/tuple [1, 2]")]
    [InlineData("ema_power: *nothing")]
    [InlineData("ema_power: &a [*a]")]
    [InlineData("? [1, 2]\n  : 3")]
    [InlineData("ema_power: 1\n  ema_power: 2")]
    [InlineData("ema_power: ${now:%Y}")]
    [InlineData("<<: 3")]
    [InlineData("<<: [1, *nothing]")]
    public void Read_OddValuesThatNobodyReads_AreNoReason(string line) => Assert.Empty(Read(Change("ema_power: 0.7", line)).Warnings);

    [Fact]
    public void Read_AliasesOfAliases_AreBounded()
    {
        var bomb = string.Concat(
            Enumerable.Range(1, 9).Select(i => $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));
        Refusal.Of(() => Read($"a0: &a0 [1, 1]\n{bomb}{Sound}"), "stands for more than 100000 values", "a5");
    }

    [Fact]
    public void Read_LineEndsMarkAndFlowStyle_DoNotMatter()
    {
        byte[] bytes = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Sound.Replace("\n", "\r\n", StringComparison.Ordinal))];
        Assert.Equal([32, 64], LightningConfiguration.Read(InMemory.File(bytes, Name)).Network.Channels);
    }

    [Theory]
    [InlineData("sampling_rate: 44100", "sampling_rate: ${now:%Y}", "would run something", "sampling_rate")]
    [InlineData("sampling_rate: 44100", "sampling_rate: ${oc.env:HOME}", "environment variable HOME, which is never read", "sampling_rate")]
    [InlineData("sampling_rate: 44100", "sampling_rate: ${model}", "is not a single value", "sampling_rate")]
    [InlineData("sampling_rate: 44100", "sampling_rate: a${model}", "which is not a single value", "sampling_rate")]
    [InlineData("sampling_rate: 44100", "sampling_rate: ${...model}", "above the root", "sampling_rate")]
    [InlineData("sampling_rate: 44100", "sampling_rate: ${model.model.channels[2]}", "which is not there", "sampling_rate")]
    [InlineData("sampling_rate: 44100", "a: [\"${b[0]}\"]\nb: [\"${a[0]}\"]\nsampling_rate: ${a[0]}", "in a circle", "[0]")]
    [InlineData("sampling_rate: 44100", "sampling_rate: !!python/object:os.system 1", "has the tag", "sampling_rate")]
    [InlineData("sampling_rate: 44100", "sampling_rate: *nothing", "no value before it has that name", "sampling_rate")]
    [InlineData("sampling_rate: 44100", "sampling_rate: !!str 44100", "whole number", "sampling_rate")]
    [InlineData("sampling_rate: 44100", "sampling_rate: 0x1_FFFF_FFFF", "whole number", "sampling_rate")]
    [InlineData("sampling_rate: 44100", "sampling_rate: 12:75", "whole number", "sampling_rate")]
    [InlineData("sampling_rate: 44100", "sampling_rate: 1\nsampling_rate: 2", "given twice", "sampling_rate")]
    [InlineData("${module}.Model", "${module}.ConditionalModel", "is a ConditionalModel", "model._target_")]
    [InlineData("main.DiffusionModel", "audio_diffusion_pytorch.DiffusionUpsampler", "is a DiffusionUpsampler", "model.model._target_")]
    [InlineData("in_channels: 2", "in_channels: 2\n    multipliers: [1, 2]", "before version 0.1", "model.model")]
    [InlineData("ema_power: 0.7", "num_blocks: [2]", "before version 0.1", "model")]
    [InlineData("sampling_rate: 44100", "sampling_rate: ${a}\na: ${sampling_rate}", "in a circle", "sampling_rate")]
    [InlineData("sampling_rate: 44100", "sampling_rate: ${nowhere}", "\"nowhere\", which is not there", "sampling_rate")]
    [InlineData("sampling_rate: 44100", "sampling_rate: \"${module\"", "without its", "sampling_rate")]
    [InlineData("sampling_rate: 44100", "sampling_rate: 44100.0", "whole number", "sampling_rate, line 2")]
    [InlineData("sampling_rate: 44100", "sampling_rate: 99999999999", "whole number", "sampling_rate")]
    [InlineData("sampling_rate: 44100", "sampling_rate: '44100'", "whole number", "sampling_rate")]
    [InlineData("sampling_rate: 44100", "sampling_rate: 0", "from 1 to", "sampling_rate")]
    [InlineData("sampling_rate: 44100", "sampling_rate: [1]", "single value", "sampling_rate")]
    [InlineData("length: 32768", "length: 32767", "multiple of 2", "length")]
    [InlineData("in_channels: 2", "in_channels: ~", "is missing", "model.model.in_channels")]
    [InlineData("in_channels: 2", "in_channels: -2", "from 1 to", "model.model.in_channels")]
    [InlineData("factors: [1, 2]", "factors: [1, 2, 2]", "has 3 entries where 2", "model.model.factors")]
    [InlineData("factors: [1, 2]", "factors: [1, 0]", "the entry 0", "model.model.factors")]
    [InlineData("factors: [1, 2]", "factors: [1, two]", "whole number", "model.model.factors[1]")]
    [InlineData("factors: [1, 2]", "factors: [1, [2]]", "single value", "model.model.factors[1]")]
    [InlineData("factors: [1, 2]", "factors: 2", "where a list belongs", "model.model.factors")]
    [InlineData("factors: [1, 2]", "factors: [65536, 65536]", "multiply to more", "model.model.factors")]
    [InlineData("    - 64", "    - 65", "no multiple of the 8 groups", "model.model.channels")]
    [InlineData("    - 64", "    - 65536", "elements at level 1", "model.model.channels")]
    [InlineData("attention_heads: 8", "attention_heads: null", "there is attention", "model.model.attention_heads")]
    [InlineData("attention_features: 64", "attention_features: null", "there is attention", "model.model.attention_features")]
    [InlineData("attentions: [0, 1]", "attentions: [0, -1]", "the entry -1", "model.model.attentions")]
    [InlineData("in_channels: 2", "in_channels: 2\n    out_channels: 3", "needs as many as in_channels", "model.model.out_channels")]
    [InlineData("in_channels: 2", "in_channels: 2\n    context_channels: [0, 1]", "not supported", "context_channels")]
    [InlineData(
        "in_channels: 2", "in_channels: 2\n    use_text_conditioning: true", "no level has cross_attentions", "use_text_conditioning")]
    [InlineData("in_channels: 2", "in_channels: 2\n    use_modulation: false", "noise level", "use_time_conditioning")]
    [InlineData("in_channels: 2", "in_channels: 2\n    use_modulation: maybe", "true or false", "use_modulation")]
    [InlineData("in_channels: 2", "in_channels: 2\n    dim: 2", "not 1", "dim")]
    [InlineData("in_channels: 2", "in_channels: 2\n    diffusion_t: {_target_: a.KDiffusion}", "KDiffusion", "diffusion_t")]
    [InlineData("in_channels: 2", "in_channels: 2\n    in_channels: 2", "given twice", "model.model.in_channels, line 14")]
    [InlineData("${module}.UNetT", "${module}.UNetT_LT", "learned transform", "model.model.net_t")]
    [InlineData("_target_: ${module}.UNetT", "num_filters: 32", "learned transform", "model.model.net_t")]
    [InlineData("module: main.module_base", "--- 1\n--- 2", "not consist of keys", null)]
    [InlineData("module: main.module_base", "\tx", "not valid YAML", "line")]
    [InlineData("factors: [1, 2]", "factors: [1, 2", "not valid YAML", "line")]
    [InlineData("  model:\n    _target_: main", "  other:\n    _target_: main", "is missing", "model.model")]
    public void Read_Wrong_IsRefusedWithItsPlace(string old, string other, string reason, string? place)
    {
        var exception = Refusal.Of(() => Read(Change(old, other)), reason, place);
        Assert.Equal(Name, exception.File);
    }

    public static TheoryData<string, byte[], string> BadFiles => new()
    {
        { "empty", [], "is empty" },
        { "too big", new byte[(1 << 20) + 1], "at most 1048576" },
        { "no UTF-8", [(byte)'a', (byte)':', 0xFF], "not UTF-8" },
        { "web page", Encoding.UTF8.GetBytes("<!doctype html>"), "web page" },
        { "two documents", Encoding.UTF8.GetBytes("a: 1\n---\nb: 2\n"), "more than one" },
        { "only a comment", Encoding.UTF8.GetBytes("# nothing"), "no YAML document" },
        { "too deep", Encoding.UTF8.GetBytes(new string('[', 100_000)), "deeper than 32" },
        { "too deep in blocks", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 100).Select(i => new string(' ', i) + "a:\n"))),
            "deeper than 32" },
    };

    [Theory]
    [MemberData(nameof(BadFiles))]
    public void Read_NoSuchFile_IsRefused(string row, byte[] content, string reason)
    {
        Assert.NotEmpty(row);
        Refusal.Of(() => LightningConfiguration.Read(InMemory.File(content, Name)), reason);
    }

    private static string Change(string old, string other)
    {
        Assert.Contains(old, Sound, StringComparison.Ordinal);
        return Sound.Replace(old, other, StringComparison.Ordinal);
    }

    private static LightningConfiguration Read(string yaml) => LightningConfiguration.Read(InMemory.File(yaml, Name));
}
