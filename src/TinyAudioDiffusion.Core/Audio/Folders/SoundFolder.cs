using TinyAudioDiffusion.Files;

namespace TinyAudioDiffusion.Audio.Folders;

/// <summary>
/// The sound files of a folder and of all folders below it, in the same order on every machine. The folders of the first level are the
/// classes.
/// </summary>
/// <remarks>
/// Files count by their extension: those of sounds that people keep, so that a reader can say of each why it does not read it. Names that
/// begin with a dot are hidden. Each real folder counts once, whatever links lead to it: real folders come first, then the links, in the
/// order of their paths.
/// </remarks>
public sealed class SoundFolder
{
    private static readonly string[] _known = [".mp3", ".ogg", ".opus", ".m4a", ".wma"];

    private readonly HashSet<string> _extensions;
    private readonly List<SoundFile> _sounds = [];
    private readonly List<SkippedFile> _skipped = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly PriorityQueue<(DirectoryInfo Folder, string Prefix, string? Label), string> _links = new(StringComparer.Ordinal);

    private SoundFolder(AudioFormats formats)
        => _extensions = new HashSet<string>(
            _known.Concat(formats.Items.SelectMany(format => format.Extensions)), StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets the sound files, in the order of their paths, compared by character codes.</summary>
    public IReadOnlyList<SoundFile> Sounds => _sounds;

    /// <summary>Gets the folders that cannot be listed.</summary>
    public IReadOnlyList<SkippedFile> Skipped => _skipped;

    /// <summary>Lists a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="formats">The formats whose extensions count beside those of well-known formats.</param>
    /// <returns>The files.</returns>
    /// <exception cref="SoundFolderException">There is no such folder.</exception>
    public static SoundFolder List(string folder, AudioFormats formats)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(formats);
        if (!Directory.Exists(folder))
        {
            throw new SoundFolderException(
                folder, File.Exists(folder) ? "is a file; a folder of sounds is needed." : "there is no such folder.");
        }

        var list = new SoundFolder(formats);
        list.Visit(new DirectoryInfo(folder), "", label: null);
        while (list._links.TryDequeue(out var link, out _))
            list.Visit(link.Folder, link.Prefix, link.Label);
        list._sounds.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        return list;
    }

    /// <summary>Tells whether a file counts as a sound by its extension, whatever it holds.</summary>
    /// <param name="path">The path or name of the file.</param>
    /// <param name="formats">The formats whose extensions count beside those of well-known formats.</param>
    /// <returns>Whether it counts.</returns>
    public static bool IsSoundName(string path, AudioFormats formats)
    {
        ArgumentNullException.ThrowIfNull(formats);
        return new SoundFolder(formats)._extensions.Contains(Path.GetExtension(path));
    }

    private void Visit(DirectoryInfo folder, string prefix, string? label)
    {
        FileSystemInfo[] entries;
        try
        {
            if (!_seen.Add(RealPath.Of(folder.FullName)))
                return;
            entries = folder.GetFileSystemInfos();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _skipped.Add(new SkippedFile(prefix, SkipReason.Unreadable, $"cannot be listed: {exception.Message}"));
            return;
        }

        foreach (var entry in entries)
        {
            // Hidden names: caches, and the shadows that macOS leaves on foreign disks.
            if (entry.Name.StartsWith('.'))
                continue;
            if (entry is DirectoryInfo inner)
            {
                var (name, kind) = ($"{prefix}{entry.Name}/", label ?? entry.Name);
                if (inner.LinkTarget is null)
                    Visit(inner, name, kind);
                else
                    _links.Enqueue((inner, name, kind), name);
            }
            else if (_extensions.Contains(entry.Extension))
            {
                _sounds.Add(new SoundFile(prefix + entry.Name, entry.FullName, label));
            }
        }
    }
}
