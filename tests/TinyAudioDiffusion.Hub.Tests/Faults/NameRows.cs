namespace TinyAudioDiffusion.Hub.Tests.Faults;

internal static class NameRows
{
    private static readonly string[] _unsafe =
    [
        "../x", "a/../../x", "/etc/x", "C:\\x", "C:/x", "D:rel", "\\\\h\\s", "\\x", "folder/\\x", "folder/C:\\x", "folder/\\\\host\\s",
        "..\\x", "a\0b", "a\nb", "a//b", "./x", "x/", "NUL", "com1.bin", "folder/aux", "x.", "x ",
    ];

    public static FaultRow[] All =>
    [
        .. _unsafe.Select((name, index) => new FaultRow($"41 file name {index:00} {Printable(name)}", s => FileName(s, name))),
        new("41 revision name", RevisionName),
        new("41 repository name", RepositoryName),
        new("41 name in a listing", ListedName),
        new("41 names in a listing that differ in case", ListedTwice),
    ];

    private static async Task FileName(HubScenario s, string name)
    {
        var exception = await s.FailsAsync(HubFault.UnsafeName, path: name);

        Assert.Contains("refused", exception.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(s.CacheFolder));
        s.AssertRequests();
    }

    private static async Task RevisionName(HubScenario s)
    {
        await s.FailsAsync(HubFault.UnsafeName, s.Main with { Revision = "../../main" });
        s.AssertRequests();
    }

    private static async Task RepositoryName(HubScenario s)
    {
        foreach (var id in (string[])["../drums", "acme/..", "acme/a--b", "acme/x.git", "acme", "acme/drums/more", "acme/-x", "a b/c"])
            await s.FailsAsync(HubFault.UnsafeName, new HubRepository(id));
        s.AssertRequests();
    }

    private static async Task ListedName(HubScenario s)
    {
        s.Server.Repositories[HubScenario.Id].Push("main", HubScenario.Later, ("../../evil", s.SmallFile));

        var exception = await Assert.ThrowsAsync<HubException>(() => s.NewClient().ListAsync(s.Main));
        Assert.Equal(HubFault.UnsafeName, exception.Fault);
        Assert.False(Directory.Exists(s.CacheFolder));
        s.AssertRequests("GET hub");
    }

    private static async Task ListedTwice(HubScenario s)
    {
        s.Server.Repositories[HubScenario.Id].Push("main", HubScenario.Later, ("a.bin", s.SmallFile), ("A.bin", s.SmallFile));

        var exception = await Assert.ThrowsAsync<HubException>(() => s.NewClient().ListAsync(s.Main));
        Assert.Equal(HubFault.UnsafeName, exception.Fault);
        s.AssertRequests("GET hub");
    }

    private static string Printable(string name)
        => string.Concat(name.Select(character => char.IsControl(character) ? '?' : character)).Replace('\\', '|');
}
