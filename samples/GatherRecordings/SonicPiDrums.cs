namespace GatherRecordings;

/// <summary>Reads the drums of a folder of Sonic Pi's samples, which are FLAC files.</summary>
internal static class SonicPiDrums
{
    public static IEnumerable<Recording> Read(string folder, string package, string licence)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*.flac").Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            if (NamedDrums.OfSonicPi(name) is { } @class)
                yield return new Recording(package, licence, name, @class, SoundFiles.Decode(file));
        }
    }
}
