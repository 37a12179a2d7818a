using TinyAudioDiffusion.Models.Formats.Safetensors;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Training.Runs;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Training.Tests.Runs;

/// <summary>Changes the files of a run as disks and people do.</summary>
internal static class RunFiles
{
    /// <summary>Changes bits of a byte.</summary>
    public static void Flip(string path, long place, byte bits = 0x40)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Position = place;
        var value = file.ReadByte();
        file.Position = place;
        file.WriteByte((byte)(value ^ bits));
    }

    /// <summary>Changes a text in the header of a training state, with a checksum that fits.</summary>
    public static void Rewrite(string path, Action<Dictionary<string, string>> change)
    {
        Dictionary<string, string> metadata;
        List<(WeightEntry Entry, float[] Values)> tensors;
        using (var file = SafetensorsFile.Open(ModelFile.OnDisk(path)))
        {
            metadata = new Dictionary<string, string>(file.Metadata, StringComparer.Ordinal);
            tensors = [.. file.Entries.Select(entry => (entry, file.ReadSingles(entry.Name)))];
        }

        change(metadata);
        if (metadata.ContainsKey(StateChecksum.Key))
            metadata[StateChecksum.Key] = StateChecksum.Zeros;
        var checksum = StateChecksum.Of(Writer().Write);
        if (metadata.ContainsKey(StateChecksum.Key))
            metadata[StateChecksum.Key] = checksum;
        Writer().Save(path);

        SafetensorsWriter Writer()
        {
            var writer = new SafetensorsWriter();
            foreach (var (key, value) in metadata)
                writer.AddMetadata(key, value);
            foreach (var (entry, values) in tensors)
                writer.Add(entry.Name, entry.Shape, values);
            return writer;
        }
    }
}
