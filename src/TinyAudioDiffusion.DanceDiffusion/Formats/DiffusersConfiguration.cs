using TinyAudioDiffusion.DanceDiffusion.Networks;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.DanceDiffusion.Formats;

/// <summary>The configuration of a diffusers folder's U-Net, unet/config.json.</summary>
/// <param name="Network">The shape of the network.</param>
/// <param name="SampleRate">The sample rate in hertz.</param>
/// <param name="Length">The length of the sounds that the model was trained on, in samples.</param>
internal sealed record DiffusersConfiguration(NetworkShape Network, int SampleRate, int Length)
{
    /// <summary>The class that the file names.</summary>
    public const string ClassName = "UNet1DModel";

    /// <summary>The key that names the class.</summary>
    public const string ClassKey = "_class_name";

    private const int MostSamples = 1 << 26;
    private const int MostHertz = 768_000;

    /// <summary>Reads the file.</summary>
    /// <exception cref="ModelFormatException">It describes another kind of network, or none that can be built.</exception>
    public static DiffusersConfiguration Read(ModelFile file)
    {
        var map = JsonMap.Read(file);
        if (map.OptionalText(ClassKey) is var name && name != ClassName)
            throw map.Bad(ClassKey, $"is \"{name}\", but only {ClassName} is known here.");
        Require(map.OptionalText("time_embedding_type") ?? "fourier", "fourier", "time_embedding_type");
        Require(map.OptionalText("mid_block_type") ?? "UNetMidBlock1D", "UNetMidBlock1D", "mid_block_type");
        Require(map.OptionalText("out_block_type"), null, "out_block_type");
        if (map.OptionalBool("use_timestep_embedding") == true)
            throw map.Bad("use_timestep_embedding", "is true, which no waveform model has.");
        if (map.OptionalBool("downsample_each_block") == true)
            throw map.Bad("downsample_each_block", "is true, which no waveform model has.");

        var (channels, features) = (map.OptionalInt("in_channels") ?? 2, map.Int("extra_in_channels"));
        if ((map.OptionalInt("out_channels") ?? 2) != channels)
            throw map.Bad("out_channels", $"must be in_channels, {channels}.");
        if (features < 2 || features % 2 != 0)
            throw map.Bad("extra_in_channels", $"is {features}, but the noise level comes as pairs of a cosine and a sine.");
        var network = ReadNetwork(map, channels, features);
        return network.FindProblem() is { } reason
            ? throw map.Bad("block_out_channels", reason)
            : new DiffusersConfiguration(network, Size(map, "sample_rate", MostHertz), Size(map, "sample_size", MostSamples));

        void Require(string? value, string? only, string key)
        {
            if (value != only)
                throw map.Bad(key, $"is \"{value}\", but only {(only is null ? "none" : $"\"{only}\"")} is known here.");
        }
    }

    /// <summary>Reads a rate or a length.</summary>
    private static int Size(JsonMap map, string key, int most)
        => map.Int(key) is var size && size >= 1 && size <= most ? size : throw map.Bad(key, $"is {size}, but must be from 1 to {most}.");

    private static NetworkShape ReadNetwork(JsonMap map, int channels, int features)
    {
        var (widths, down, up) = (map.Ints("block_out_channels"), map.Texts("down_block_types"), map.Texts("up_block_types"));
        if (widths.Length == 0 || down.Length != widths.Length || up.Length != widths.Length)
            throw map.Bad(
                "block_out_channels",
                $"has {widths.Length} widths for {down.Length} blocks down and {up.Length} up; each needs a width.");

        int Before(int i) => i == 0 ? channels + features : widths[i - 1];
        int After(int i) => i == 0 ? channels : widths[i - 1];
        return new NetworkShape
        {
            Channels = channels,
            Frequencies = features / 2,
            CosinesFirst = map.OptionalBool("flip_sin_to_cos") ?? true,
            Down = [.. down.Select((type, i) => new BlockShape(
                Before(i), widths[i], widths[i], HasAttention(map, "down_block_types", type, i == 0, "DownBlock1D")))],
            Middle = new BlockShape(widths[^1], widths[^1], widths[^1], HasAttention: true),
            Up = [.. up.Select((type, i) =>
            {
                // The blocks with attention narrow at once, those without at their end.
                var (level, attends) = (up.Length - 1 - i, HasAttention(map, "up_block_types", type, i == up.Length - 1, "UpBlock1D"));
                return new BlockShape(widths[level], attends ? After(level) : widths[level], After(level), attends);
            })],
        };
    }

    // The outermost blocks are those that change no rate.
    private static bool HasAttention(JsonMap map, string key, string type, bool isOutermost, string usual)
    {
        if (type == (isOutermost ? usual + "NoSkip" : usual))
            return false;
        return !isOutermost && type == "Attn" + usual
            ? true
            : throw map.Bad(
                key,
                $"has \"{type}\"; {(isOutermost ? $"the outermost block must be {usual}NoSkip" : $"known are {usual} and Attn{usual}")}.");
    }
}
