using System.Globalization;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>
/// Lets one training at a time write to a folder. The system holds the lock together with the open file, so a process that dies keeps nothing. The file itself stays, because a
/// deleted file would let two processes lock two files of one name.
/// </summary>
internal sealed class RunLock : IDisposable
{
    private const int MostLetters = 200;

    // What systems say when another process holds the file: EAGAIN of Linux, EAGAIN of macOS, ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION.
    private static readonly int[] _held = [11, 35, 32, 33];

    private readonly FileStream _file;
    private readonly string _ownerPath;

    private RunLock(FileStream file, string ownerPath) => (_file, _ownerPath) = (file, ownerPath);

    /// <summary>Takes the lock of a folder, which is created where it is missing.</summary>
    /// <exception cref="TrainingException">Another training writes to the folder; the message names it.</exception>
    public static RunLock Take(RunFolder folder, TimeProvider time)
    {
        Directory.CreateDirectory(folder.FullPath);
        FileStream file;
        try
        {
            file = new FileStream(folder.LockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (_held.Contains(exception.HResult & 0xFFFF))
        {
            throw new TrainingException(
                $"Another training writes to {folder.FullPath}: {Owner(folder.OwnerPath)}. Wait until it ends or stop it, or choose another folder.", exception);
        }

        // In a file of its own: nobody can read a locked file.
        var since = time.GetUtcNow().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        File.WriteAllText(folder.OwnerPath, $"process {Environment.ProcessId} on {Environment.MachineName}, since {since} UTC");
        return new RunLock(file, folder.OwnerPath);
    }

    public void Dispose()
    {
        File.Delete(_ownerPath);
        _file.Dispose();
    }

    private static string Owner(string path)
    {
        try
        {
            using var file = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            var letters = new char[MostLetters];
            var text = new string(letters, 0, file.ReadBlock(letters));
            return text.Length == 0 ? "a process that begins right now" : string.Concat(text.Select(letter => char.IsControl(letter) ? '?' : letter));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "a process that begins or ends right now";
        }
    }
}
