using Microsoft.Extensions.Options;
using TinyAudioDiffusion.Files;

namespace TinyAudioDiffusion.Hub.Cache;

/// <summary>
/// Finds files in the shared cache and puts them there, in a way that other clients understand. Reading needs no blobs and no links.
/// </summary>
internal sealed class SnapshotStore(IOptions<HuggingFaceHubOptions> options, SymbolicLinks links)
{
    private const int MaxRefBytes = 256;

    public CacheLayout Layout(string repositoryId) => new(options.Value.CacheFolder, repositoryId);

    /// <summary>Tells which commit a revision meant last; null where the cache does not know. A damaged note counts as none.</summary>
    public string? CommitOf(HubRepository repository)
    {
        var revision = repository.Revision ?? HubRepository.MainBranch;
        if (HubRepository.IsCommit(revision))
            return revision;
        try
        {
            var note = new FileInfo(Layout(repository.Id).Ref(revision));
            return note is { Exists: true, Length: <= MaxRefBytes } && File.ReadAllText(note.FullName).Trim() is var commit
                && HubRepository.IsCommit(commit) ? commit : null;
        }
        catch (Exception exception) when (CacheFailure.Is(exception))
        {
            return null;
        }
    }

    /// <summary>Finds the commit of which files are there and that starts with some digits; null for none, or several.</summary>
    public static string? CommitStartingWith(string folder, string digits)
        => Directory.Exists(folder)
            && Directory.GetDirectories(folder, digits + "*").Select(path => Path.GetFileName(path)).Where(HubRepository.IsCommit)
                .ToList() is [var only] ? only : null;

    /// <summary>Lists the commits of which files are there.</summary>
    public IReadOnlyList<string> CommitsOf(string repositoryId)
    {
        var folder = Layout(repositoryId).Snapshots;
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path))
                .Where(commit => HubRepository.IsCommit(commit) && List(repositoryId, commit).Count > 0).Order(StringComparer.Ordinal)]
            : [];
    }

    /// <summary>Finds a file of a commit; null where it is not there, is a link to nothing, or is empty.</summary>
    public string? Find(string repositoryId, string commit, string path)
    {
        var pointer = Layout(repositoryId).Pointer(commit, path);
        return SizeOf(pointer) is > 0 ? pointer : null;
    }

    /// <summary>Lists the files of a commit that are there, with "/" between folders.</summary>
    public IReadOnlyList<string> List(string repositoryId, string commit)
    {
        var snapshot = Layout(repositoryId).Snapshot(commit);
        return Directory.Exists(snapshot)
            ? [.. FolderWalk.Files(snapshot)
                .Where(path => SizeOf(path) is > 0)
                .Select(path => Path.GetRelativePath(snapshot, path).Replace(Path.DirectorySeparatorChar, '/'))
                .Order(StringComparer.Ordinal)]
            : [];
    }

    /// <summary>Notes which commit a revision means. A cache that cannot be written still works.</summary>
    public void Remember(HubRepository repository, string commit)
    {
        var revision = repository.Revision ?? HubRepository.MainBranch;
        if (revision == commit || CommitOf(repository) == commit)
            return;
        Try(() => AtomicFile.Write(
            Layout(repository.Id).Ref(revision), stream => stream.Write(System.Text.Encoding.ASCII.GetBytes(commit))));
    }

    /// <summary>Notes that a commit holds no such file.</summary>
    public void RememberMissing(HubRepository repository, string commit, string path)
        => Try(() => AtomicFile.Write(Layout(repository.Id).Missing(commit, path), _ => { }));

    /// <summary>
    /// Shows a blob under its name in a commit. A fresh blob is moved there where links do not work, an older one copied.
    /// </summary>
    /// <returns>The path under that name.</returns>
    /// <exception cref="HubException">The cache cannot be written.</exception>
    public string Place(string repositoryId, string commit, string path, string blob, bool isFresh)
    {
        var layout = Layout(repositoryId);
        var pointer = layout.Pointer(commit, path);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(pointer)!);
            if (links.WorkIn(layout.Root))
                Link(pointer, blob);
            else if (isFresh)
                File.Move(blob, pointer, overwrite: true);
            else
                CopyWhole(blob, pointer);
            return pointer;
        }
        catch (Exception exception) when (CacheFailure.Is(exception))
        {
            throw CacheFailure.From(exception, pointer);
        }
    }

    /// <summary>Gives a file's size, through a link; null where there is nothing.</summary>
    public static long? SizeOf(string path)
    {
        try
        {
            var file = new FileInfo(path);
            var target = file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo;
            return target is { Exists: true } ? target.Length : null;
        }
        catch (Exception exception) when (CacheFailure.Is(exception))
        {
            return null;
        }
    }

    // The link is relative, so that the cache can be moved. It is made beside its place and renamed, so that there is never a moment
    // without it.
    private static void Link(string pointer, string blob)
    {
        var folder = Path.GetDirectoryName(pointer)!;
        var temporary = Path.Combine(folder, $".{Guid.NewGuid():N}.link");
        File.CreateSymbolicLink(temporary, Path.GetRelativePath(folder, blob));
        try
        {
            File.Move(temporary, pointer, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static void CopyWhole(string blob, string pointer)
        => AtomicFile.Write(pointer, stream =>
        {
            using var source = new FileStream(blob, FileMode.Open, FileAccess.Read, FileShare.Read);
            source.CopyTo(stream);
        });

    private static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (CacheFailure.Is(exception))
        {
            // A note that cannot be written costs a request next time, nothing more.
        }
    }
}
