using TinyAudioDiffusion.Files;

namespace TinyAudioDiffusion.Core.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tad-");

    [Fact]
    public void Write_NewFolder_WritesTheFileAndNothingElse()
    {
        var path = Path.Combine(_folder.FullName, "a", "b", "file.bin");
        AtomicFile.Write(path, stream => stream.Write([1, 2, 3]));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void Write_ExistingFile_IsReplacedWhole()
    {
        var path = Path.Combine(_folder.FullName, "file.bin");
        File.WriteAllBytes(path, new byte[100]);
        AtomicFile.Write(path, stream =>
        {
            stream.WriteByte(7);
            Assert.Equal(100, new FileInfo(path).Length);
        });
        Assert.Equal([7], File.ReadAllBytes(path));
    }

    [Fact]
    public void Write_Failing_LeavesTheOldFileAndNoOther()
    {
        var path = Path.Combine(_folder.FullName, "file.bin");
        File.WriteAllBytes(path, [1]);
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, stream =>
        {
            stream.WriteByte(7);
            throw new InvalidOperationException("full");
        }));
        Assert.Equal([1], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(_folder.FullName));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
