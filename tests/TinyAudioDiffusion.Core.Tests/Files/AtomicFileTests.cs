using TinyAudioDiffusion.Files;

namespace TinyAudioDiffusion.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tad-tests-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Write_Failure_LeavesTheOldFileAndNothingElse()
    {
        var path = Path.Combine(_folder.FullName, "file.bin");
        AtomicFile.Write(path, stream => stream.Write([1, 2, 3]));

        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write(new byte[100]);
            throw new InvalidOperationException();
        }));

        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Single(_folder.GetFiles());
    }

    [Fact]
    public void Write_MissingFolders_AreCreated()
    {
        var path = Path.Combine(_folder.FullName, "new", "inner", "file.bin");

        AtomicFile.Write(path, stream => stream.Write([1, 2, 3]));

        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
    }

    [Fact]
    public void Write_UntilItIsWhole_NothingAppearsUnderTheName()
    {
        var path = Path.Combine(_folder.FullName, "file.bin");

        AtomicFile.Write(path, stream =>
        {
            stream.Write(new byte[100]);
            Assert.False(File.Exists(path));
        });

        Assert.Equal(100, new FileInfo(path).Length);
    }
}
