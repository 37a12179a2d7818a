using TinyAudioDiffusion.Training.Data;
using TinyAudioDiffusion.Training.Data.Folders;

namespace TinyAudioDiffusion.Training.Tests.Data;

public sealed class CsvTests : IDisposable
{
    private readonly SoundFolder _folder =
        new SoundFolder().With("a.wav", SoundFolder.Drum(1)).With("x/b, c.wav", SoundFolder.Drum(2)).With("x/d.wav", SoundFolder.Drum(3));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void List_DecidesFilesAndClasses()
    {
        var data = Open("\uFEFFLabel,Path\r\n\"kick \"\"8\"\"\",\"x/b, c.wav\"\r\n\r\n,./a.wav");

        Assert.Equal(["a.wav", "x/b, c.wav"], [data.PathOf(0), data.PathOf(1)]);
        Assert.Equal(["kick \"8\""], data.Labels);
        Assert.Equal(1, data.Summary.Unlabelled);
        Assert.Empty(Open("path\na.wav\n").Labels);
    }

    [Fact]
    public void Captions_AreAColumn_OrATextBesideTheSound()
    {
        _folder.Text("a.txt", "a dark\n  short kick\n");
        _folder.Text("x/d.txt", " \n");
        _folder.Text("list.csv", "path,caption\na.wav,\n\"x/b, c.wav\",a clap\nx/d.wav,");

        var listed = FolderData.Open(_folder.Path, new() { Csv = _folder["list.csv"], Captions = true });
        var found = FolderData.Open(_folder.Path, new() { Captions = true });

        Assert.Equal(["a dark short kick", "a clap", null], Enumerable.Range(0, 3).Select(index => listed.Caption(index, visit: 0)));
        Assert.Equal(["a dark short kick", null, null], Enumerable.Range(0, 3).Select(index => found.Caption(index, visit: 0)));
        Assert.Null(FolderData.Open(_folder.Path).Caption(0, visit: 0));
    }

    [Fact]
    public void Captions_ThatAreNoText_OrFarTooLong_AreErrorsWithTheirFile()
    {
        _folder.With("a.txt", [0xC3, 0x28]);
        Assert.Contains("a.txt", Refused("UTF-8").File, StringComparison.Ordinal);
        _folder.Text("a.txt", new string('x', 100_000));
        Assert.Contains("a.txt", Refused("100000 bytes").File, StringComparison.Ordinal);

        DataSetException Refused(string reason)
        {
            var error = Assert.Throws<DataSetException>(() => FolderData.Open(_folder.Path, new() { Captions = true }));
            Assert.Contains(reason, error.Message, StringComparison.Ordinal);
            return error;
        }
    }

    [Theory]
    [InlineData("", null, "is empty")]
    [InlineData("\n\r\n\n", null, "is empty")]
    [InlineData("path,label\n", null, "names no file")]
    [InlineData("path:label\na.wav:kick", 1, "\"path:label\" is unknown")]
    [InlineData("path;label\na.wav,kick", 2, "there are 1 fields")]
    [InlineData("path,label,level\na.wav,kick,3", 1, "\"level\" is unknown")]
    [InlineData("path,path\na.wav,a.wav", 1, "\"path\" is unknown or there twice")]
    [InlineData("label\nkick", 1, "no column \"path\"")]
    [InlineData("path,label\na.wav,kick\nx/d.wav\n", 3, "there are 1 fields; the first line has 2")]
    [InlineData("path,label\na.wav,kick\nx/no.wav,kick\nno.wav,kick", 3, "no file \"x/no.wav\" below")]
    [InlineData("path,label\na.wav,kick\nx/no.wav,kick\nno.wav,kick", 3, "1 more of its files")]
    [InlineData("path,label\nx,kick", 2, "no file \"x\"")]
    [InlineData("path,label\na.wav,kick\nx/../a.wav,kick", 3, "was named before")]
    [InlineData("path,label\n../a.wav,kick", 2, "is not below the folder")]
    [InlineData("path,label\n/etc/passwd,kick", 2, "is not below the folder")]
    [InlineData("path,label\n.,kick", 2, "is not below the folder")]
    [InlineData("path,label\n,kick", 2, "empty or not one")]
    [InlineData("path,label\na\0.wav,kick", 2, "empty or not one")]
    [InlineData("path,label\na\".wav,kick", 2, "a quote inside")]
    [InlineData("path,label\n\"a.wav\"b,kick", 2, "follows a field's closing quote")]
    [InlineData("path,label\na.wav,\"ki\nck", 2, "never ends")]
    public void BadList_IsAnErrorWithFileAndLine(string csv, int? line, string message)
    {
        var error = Assert.Throws<DataSetException>(() => Open(csv));

        Assert.Equal(_folder["list.csv"], error.File);
        Assert.Equal(line, error.Line);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void List_ThatIsNoText_OrMissing_IsAnError()
    {
        _folder.With("bad.csv", [.. "path\n"u8, 0xC3, 0x28]);

        Assert.Contains(
            "UTF-8", Assert.Throws<DataSetException>(
                () => FolderData.Open(_folder.Path, new() { Csv = _folder["bad.csv"] })).Message, StringComparison.Ordinal);
        Assert.Contains(
            "cannot be read", Assert.Throws<DataSetException>(
                () => FolderData.Open(_folder.Path, new() { Csv = _folder["no.csv"] })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MutatedLists_GiveDataOrATypedError()
    {
        var random = new Random(7); // seeded: the same lists every time
        const string Original = "path,label\na.wav,kick\n\"x/b, c.wav\",\"snare \"\"x\"\"\"\nx/d.wav,\n";
        const string Signs = "\",\n\r\0;./\\a xé\uFEFF:*";
        var opened = 0;
        for (var i = 0; i < 4000; i++)
        {
            var list = Original.ToCharArray().ToList();
            for (var edits = random.Next(1, 4); edits > 0; edits--)
            {
                var at = random.Next(list.Count);
                if (random.Next(2) == 0)
                    list[at] = Signs[random.Next(Signs.Length)];
                else if (random.Next(2) == 0)
                    list.RemoveAt(at);
                else
                    list.Insert(at, Signs[random.Next(Signs.Length)]);
            }

            try
            {
                Assert.All(
                    CsvListing.Of(
                        _folder.Text("list.csv", new string([.. list])), _folder.Path), sound => Assert.True(File.Exists(sound.FullPath)));
                opened++;
            }
            catch (DataSetException error)
            {
                Assert.NotEmpty(error.Reason);
            }
        }

        Assert.InRange(opened, 100, 3900);
    }

    [Theory]
    [InlineData("backslash.csv", "kick/trailing .wav", "kick")]
    [InlineData("nfc_for_nfd.csv", "kick/grosse Tro\u0308mmel.wav", "kick")]
    [InlineData("semicolon.csv", "kick/trailing .wav", "kick")]
    [InlineData("trailing_empty_rows.csv", "kick/-rf.wav", "kick")]
    public void ListOfAnotherSystem_FindsItsFile(string list, string path, string label)
    {
        foreach (var name in (ReadOnlySpan<string>)["grosse Tro\u0308mmel.wav", "-rf.wav", "trailing .wav"])
            _folder.With($"kick/{name}", SoundFolder.Drum(name.Length));

        var data = FolderData.Open(_folder.Path, new() { Csv = Fixtures.PathOf($"cases/csv/{list}"), Samples = 200 });

        Assert.Equal([path], Enumerable.Range(0, data.Count).Select(data.PathOf));
        Assert.Equal([label], data.Labels);
    }

    [Theory]
    [InlineData("x/gro\u00DFe Tr\u00F6mmel.wav", "x/gro\u00DFe Tro\u0308mmel.wav")] // a list in NFC, a disk in NFD
    [InlineData("x/gro\u00DFe Tro\u0308mmel.wav", "x/gro\u00DFe Tr\u00F6mmel.wav")] // and the other way round
    [InlineData("x/ti\u1EBFng.wav", "x/tie\u0302\u0301ng.wav")] // two marks on one letter
    [InlineData("x/\u30D0\u30B9.wav", "x/\u30CF\u3099\u30B9.wav")] // Japanese
    [InlineData("x/\uB4DC\uB7FC.wav", "x/\u1103\u1173\u1105\u1165\u11B7.wav")] // Korean
    [InlineData("x/\u0439.wav", "x/\u0438\u0306.wav")] // Cyrillic
    [InlineData("\u00FC/a.wav", "u\u0308/a.wav")] // a folder
    [InlineData("\u00FC\\a.wav", "u\u0308/a.wav")] // and a list from Windows
    [InlineData("x\\y\\a.wav", "x/y/a.wav")]
    [InlineData(".\\x\\a.wav", "x/a.wav")]
    public void Name_InAnotherSpelling_FindsTheFile(string listed, string onDisk)
    {
        _folder.With(onDisk, SoundFolder.Drum(9));

        Assert.Equal([onDisk], CsvListing.Of(_folder.Text("list.csv", $"path,label\n\"{listed}\",kick\n"), _folder.Path)
            .Select(sound => sound.Path));
    }

    [Theory]
    [InlineData("path,label\na.wav,kick\n,\n,\n")]
    [InlineData("\n\npath,label\n\n,\na.wav,kick\n , \n")]
    [InlineData("path,label,\na.wav,kick,\n,,\n", false)]
    [InlineData("path\tlabel\na.wav\tkick\n\t\n")]
    [InlineData("path;label\r\n\"a.wav\";\"ki;ck\"\r\n;\r\n")]
    public void EmptyRows_DoNotCount(string list, bool isOne = true)
    {
        if (isOne)
            Assert.Equal(["a.wav"], CsvListing.Of(_folder.Text("list.csv", list), _folder.Path).Select(sound => sound.Path));
        else
            Assert.Contains("\"\" is unknown", Assert.Throws<DataSetException>(() => Open(list)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("..\\..\\etc\\passwd")]
    [InlineData("x\\..\\..\\a.wav")]
    public void Backslashes_LeadNowhereElse(string path)
        => Assert.Contains(
            "not below the folder", Assert.Throws<DataSetException>(() => Open($"path\n{path}")).Message, StringComparison.Ordinal);

    private FolderData Open(string csv) => FolderData.Open(_folder.Path, new() { Csv = _folder.Text("list.csv", csv), Samples = 200 });
}
