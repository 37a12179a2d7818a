namespace TinyAudioDiffusion.Audio;

/// <summary>The provenance that a sound file carries, as the JSON of <see cref="AudioProvenance.ToJson"/>.</summary>
/// <param name="Json">The JSON, not checked yet.</param>
/// <param name="Place">Where in the file it lies, for messages.</param>
internal sealed record StoredProvenance(byte[] Json, string Place)
{
    private const int LargestSize = 1 << 20;

    /// <summary>Finds the provenance in a file; null where there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="formats">The formats to read; null for those that need no other package.</param>
    public static StoredProvenance? Find(string path, AudioFormats? formats = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var format = (formats ?? AudioFormats.BuiltIn).Require(stream, path) as IProvenanceCarrier;
        if (format?.FindProvenance(stream, path) is not { } place)
            return null;
        if (place.Size > LargestSize || place.Size > stream.Length - place.Offset)
            throw new AudioFormatException(path, place.Name, $"a recipe of {place.Size} bytes does not fit; the file is cut or damaged.");
        var json = new byte[place.Size];
        stream.Position = place.Offset;
        stream.ReadExactly(json);
        return new StoredProvenance(json, place.Name);
    }
}
