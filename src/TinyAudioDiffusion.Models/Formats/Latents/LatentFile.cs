using System.Globalization;
using TinyAudioDiffusion.Models.Formats.Safetensors;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Formats.Latents;

/// <summary>
/// Latents on disk: a safetensors file with the tensor "latent", [channels, steps], and the length of the sound as metadata.
/// </summary>
public static class LatentFile
{
    private const string Latent = "latent";
    private const string Length = "length";

    /// <summary>Writes a latent; the file appears whole or not at all.</summary>
    /// <param name="latent">The latent.</param>
    /// <param name="path">The file; one that is there already is replaced.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(SoundLatent latent, string path)
    {
        ArgumentNullException.ThrowIfNull(latent);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var writer = new SafetensorsWriter();
        writer.AddMetadata(Length, latent.Length.ToString(CultureInfo.InvariantCulture));
        writer.Add(Latent, [latent.Channels, latent.Steps], latent.Values);
        writer.Save(path);
    }

    /// <summary>Reads a latent.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The latent.</returns>
    /// <exception cref="ModelFormatException">The file holds no latent, or one with values that are not finite numbers; the message names
    /// the place.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SoundLatent Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var file = SafetensorsFile.Open(ModelFile.OnDisk(path));
        if (file.Find(Latent) is not { } entry)
            throw new ModelFormatException(file.DisplayPath, Latent, "the file has no such tensor, so it is no latent");
        if (entry.Shape is not [>= 1 and <= int.MaxValue, >= 1 and <= int.MaxValue])
            throw new ModelFormatException(file.DisplayPath, Latent, $"the tensor is {entry.ShapeText}; it must be [channels, steps]");
        if (!file.Metadata.TryGetValue(Length, out var text)
            || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length < 1)
        {
            throw new ModelFormatException(
                file.DisplayPath, $"__metadata__.{Length}", "must be the length of the sound in samples, at least 1");
        }

        var values = file.ReadSingles(Latent);
        var place = Array.FindIndex(values, value => !float.IsFinite(value));
        return place < 0
            ? new SoundLatent(values, (int)entry.Shape[0], length)
            : throw new ModelFormatException(file.DisplayPath, Latent, $"value {place} is {values[place]}, no finite number");
    }
}
