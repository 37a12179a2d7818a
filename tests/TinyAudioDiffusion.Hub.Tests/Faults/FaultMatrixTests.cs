namespace TinyAudioDiffusion.Hub.Tests.Faults;

/// <summary>
/// Everything that can go wrong between the Hub, the network, the disk and the cache. Each row asserts the outcome, the requests that were
/// made, and the state of the cache; afterwards all of them assert that the token went to the Hub and nowhere else, that nothing secret was
/// logged, that every blob is what its name says, and that no lock is held.
/// </summary>
public sealed class FaultMatrixTests
{
    private static readonly Dictionary<string, Func<HubScenario, Task>> _rows = new[]
    {
        RedirectRows.All, MetadataRows.All, ErrorRows.All, RetryRows.All, BodyRows.All, StorageRows.All, CacheRows.All, NameRows.All,
    }.SelectMany(rows => rows).ToDictionary(row => row.Name, row => row.Run, StringComparer.Ordinal);

    public static TheoryData<string> Rows => [.. _rows.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Row(string name)
    {
        await using var scenario = await HubScenario.StartAsync(https: name.Contains("https", StringComparison.Ordinal));
        await _rows[name](scenario).WaitAsync(TimeSpan.FromMinutes(10));
        scenario.AssertInvariants();
    }

    [Fact]
    public void EveryRowOfTheMatrixIsThere()
        => Assert.Equal(Enumerable.Range(1, 45), _rows.Keys.Select(name => int.Parse(name[..2])).Distinct().Order());
}
