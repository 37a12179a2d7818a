namespace TinyAudioDiffusion.Audio.Folders;

/// <summary>The sound files of a folder and of all folders below it, in the same order on every machine. The folders of the first level are the classes.</summary>
/// <remarks>
/// Files count by their extension: those of sounds that people keep, so that a reader can say of each why it does not read it. Names that begin with a dot are hidden.
/// </remarks>
public sealed class SoundFolder
{
    private static readonly string[] _known = [".wav", ".wave", ".flac", ".aif", ".aiff", ".mp3", ".ogg", ".opus", ".m4a", ".wma"];

    private readonly HashSet<string> _extensions;
    private readonly List<SoundFile> _sounds = [];
    private readonly List<SkippedFile> _skipped = [];
    private readonly HashSet<string> _linked = new(StringComparer.Ordinal);

    private SoundFolder(IEnumerable<IAudioFormat> formats)
        => _extensions = new HashSet<string>(_known.Concat(formats.SelectMany(format => format.Extensions)), StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets the sound files, in the order of their paths, compared by character codes.</summary>
    public IReadOnlyList<SoundFile> Sounds => _sounds;

    /// <summary>Gets the folders that cannot be listed.</summary>
    public IReadOnlyList<SkippedFile> Skipped => _skipped;

    /// <summary>Lists a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="formats">The formats whose extensions count beside those of well-known formats.</param>
    /// <returns>The files.</returns>
    /// <exception cref="SoundFolderException">There is no such folder.</exception>
    public static SoundFolder List(string folder, IEnumerable<IAudioFormat> formats)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(formats);
        if (!Directory.Exists(folder))
            throw new SoundFolderException(folder, File.Exists(folder) ? "is a file; a folder of sounds is needed." : "there is no such folder.");
        var list = new SoundFolder(formats);
        list._linked.Add(Path.GetFullPath(folder));
        list.Visit(new DirectoryInfo(folder), "", label: null);
        list._sounds.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        return list;
    }

    private void Visit(DirectoryInfo folder, string prefix, string? label)
    {
        FileSystemInfo[] entries;
        try
        {
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
                if (IsNew(inner))
                    Visit(inner, $"{prefix}{entry.Name}/", label ?? entry.Name);
            }
            else if (_extensions.Contains(entry.Extension))
            {
                _sounds.Add(new SoundFile(prefix + entry.Name, entry.FullName, label));
            }
        }
    }

    // A link may lead into a circle: each one's target is entered once.
    private bool IsNew(DirectoryInfo folder)
    {
        try
        {
            return folder.ResolveLinkTarget(returnFinalTarget: true) is not { } target || _linked.Add(target.FullName);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
