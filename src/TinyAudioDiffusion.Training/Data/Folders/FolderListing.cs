using TinyAudioDiffusion.Audio;

namespace TinyAudioDiffusion.Training.Data.Folders;

/// <summary>Finds the sound files of a folder and of all folders below it, in the same order on every machine; the first level's folders are the classes.</summary>
internal sealed class FolderListing
{
    // What people keep drums in. Only WAV is read by itself, but nobody shall wonder where the others went.
    private static readonly string[] _known = [".wav", ".wave", ".flac", ".aif", ".aiff", ".mp3", ".ogg", ".opus", ".m4a", ".wma"];

    private readonly HashSet<string> _extensions;
    private readonly List<ListedSound> _sounds = [];
    private readonly List<SkippedFile> _skipped = [];
    private readonly HashSet<string> _linked = new(StringComparer.Ordinal);

    private FolderListing(IEnumerable<IAudioFormat> formats)
        => _extensions = new HashSet<string>(_known.Concat(formats.SelectMany(format => format.Extensions)), StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<ListedSound> Sounds => _sounds;

    /// <summary>Gets the folders that could not be looked into.</summary>
    public IReadOnlyList<SkippedFile> Skipped => _skipped;

    public static FolderListing Of(string folder, IEnumerable<IAudioFormat> formats)
    {
        var listing = new FolderListing(formats);
        listing._linked.Add(Path.GetFullPath(folder));
        listing.Visit(new DirectoryInfo(folder), "", label: null);
        listing._sounds.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        return listing;
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
            // Names that begin with a dot are hidden: caches, and the shadows that macOS leaves on foreign disks.
            if (entry.Name.StartsWith('.'))
                continue;
            if (entry is DirectoryInfo inner)
            {
                if (IsNew(inner))
                    Visit(inner, $"{prefix}{entry.Name}/", label ?? entry.Name);
            }
            else if (_extensions.Contains(entry.Extension))
            {
                _sounds.Add(new ListedSound(prefix + entry.Name, entry.FullName, label));
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
