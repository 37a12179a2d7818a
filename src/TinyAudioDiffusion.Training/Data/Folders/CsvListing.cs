using TinyAudioDiffusion.Audio.Folders;

namespace TinyAudioDiffusion.Training.Data.Folders;

/// <summary>
/// Reads the files of a data set, their classes and their captions from a CSV file with the columns "path", "label" and "caption"; only
/// the first must be there.
/// </summary>
internal static class CsvListing
{
    private const long LargestFile = 256L << 20;
    private const string PathColumn = "path";
    private const string LabelColumn = "label";
    private const string CaptionColumn = "caption";

    /// <summary>Reads the list, in the order of the paths.</summary>
    /// <exception cref="DataSetException">The list cannot be read, is no such list, names nothing, or names what is not there.</exception>
    public static IReadOnlyList<SoundFile> Of(string csv, string folder)
    {
        var rows = new CsvText(csv, TextFile.Read(csv, LargestFile, "a list of files")).Rows().ToList();
        if (rows.Count == 0)
            throw new DataSetException(csv, null, "is empty; its first line must be \"path,label\", and each other line names a file.");
        var (path, label, caption) = Columns(csv, rows[0]);
        if (rows.Count == 1)
            throw new DataSetException(csv, null, "names no file below its first line.");

        var files = new NamedFiles(folder);
        var sounds = new SortedDictionary<string, SoundFile>(StringComparer.Ordinal);
        var missing = new List<(int Line, string Path)>();
        foreach (var row in rows.Skip(1))
        {
            if (row.Fields.Count != rows[0].Fields.Count)
                throw new DataSetException(
                    csv, row.Line, $"there are {row.Fields.Count} fields; the first line has {rows[0].Fields.Count}.");
            var sound = Listed(csv, row.Line, files, row.Fields[path], Text(row, label)) with { Caption = Text(row, caption) };
            if (!sounds.TryAdd(sound.Path, sound))
                throw new DataSetException(csv, row.Line, $"\"{sound.Path}\" was named before.");
            if (!File.Exists(sound.FullPath))
                missing.Add((row.Line, sound.Path));
        }

        if (missing.Count > 0)
        {
            var others = missing.Count == 1 ? "" : $"; {missing.Count - 1} more of its files are missing";
            throw new DataSetException(csv, missing[0].Line, $"there is no file \"{missing[0].Path}\" below {folder}{others}.");
        }

        return [.. sounds.Values];
    }

    private static string? Text(CsvRow row, int column)
        => column >= 0 && row.Fields[column].Trim() is { Length: > 0 } text ? text : null;

    private static (int Path, int Label, int Caption) Columns(string csv, CsvRow header)
    {
        var (path, label, caption) = (-1, -1, -1);
        for (var i = 0; i < header.Fields.Count; i++)
        {
            var name = header.Fields[i].Trim();
            if (path < 0 && name.Equals(PathColumn, StringComparison.OrdinalIgnoreCase))
                path = i;
            else if (label < 0 && name.Equals(LabelColumn, StringComparison.OrdinalIgnoreCase))
                label = i;
            else if (caption < 0 && name.Equals(CaptionColumn, StringComparison.OrdinalIgnoreCase))
                caption = i;
            else
                throw new DataSetException(
                    csv,
                    header.Line,
                    $"the column \"{name}\" is unknown or there twice; "
                        + "the columns are \"path\", \"label\" and \"caption\", separated by a comma, a semicolon or a tab.");
        }

        return path >= 0 ? (path, label, caption) : throw new DataSetException(csv, header.Line, "there is no column \"path\".");
    }

    private static SoundFile Listed(string csv, int line, NamedFiles files, string path, string? label)
    {
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0', StringComparison.Ordinal))
            throw new DataSetException(csv, line, "the path is empty or not one.");
        var below = files.Find(path)
            ?? throw new DataSetException(csv, line, $"\"{path}\" is not below the folder of the data set; paths are relative to it.");
        return new SoundFile(
            below.Replace(Path.DirectorySeparatorChar, '/'), Path.Combine(files.Root, below), label);
    }
}
