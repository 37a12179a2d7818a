using Orleans.Messaging;

namespace SoundFarm.Hosting.Local;

/// <summary>
/// The members of the cluster in one file, so that any silo may die. <c>UseLocalhostClustering</c> keeps them in the first silo, and the
/// cluster ends with it.
/// </summary>
internal sealed class FileMembershipTable(string folder) : IMembershipTable, IGatewayListProvider
{
    private readonly LockedFile<Table> _file = new(Path.Combine(folder, "members.json"));

    public TimeSpan MaxStaleness => TimeSpan.FromSeconds(5);

    public bool IsUpdatable => true;

    public Task InitializeMembershipTable(bool tryInitTableVersion) => Task.CompletedTask;

    public Task InitializeGatewayListProvider() => Task.CompletedTask;

    public async Task<IList<Uri>> GetGateways() => [.. (await _file.ReadAsync()).Rows
        .Where(row => row.Status == SiloStatus.Active && row.ProxyPort > 0).Select(row => row.Gateway())];

    public async Task<MembershipTableData> ReadAll() => (await _file.ReadAsync()).ToData(_ => true);

    public async Task<MembershipTableData> ReadRow(SiloAddress key)
        => (await _file.ReadAsync()).ToData(row => row.Silo == key.ToParsableString());

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => _file.ExchangeAsync(table =>
    {
        if (!table.Is(tableVersion) || table.Find(entry.SiloAddress) is not null)
            return (false, false);
        table.Rows.Add(Row.Of(entry));
        table.Version = tableVersion.Version;
        return (true, true);
    });

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) => _file.ExchangeAsync(table =>
    {
        if (!table.Is(tableVersion) || table.Find(entry.SiloAddress) is not { } row || row.ETag != etag)
            return (false, false);
        table.Rows[table.Rows.IndexOf(row)] = Row.Of(entry);
        table.Version = tableVersion.Version;
        return (true, true);
    });

    public Task UpdateIAmAlive(MembershipEntry entry) => _file.ExchangeAsync(table =>
    {
        if (table.Find(entry.SiloAddress) is not { } row)
            return (false, false);
        table.Rows[table.Rows.IndexOf(row)] = row with { IAmAliveTime = entry.IAmAliveTime };
        return (true, true);
    });

    public Task DeleteMembershipTableEntries(string clusterId) => RemoveAsync(_ => true);

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate)
        => RemoveAsync(row => row.Status == SiloStatus.Dead && row.IAmAliveTime < beforeDate.UtcDateTime);

    private Task<int> RemoveAsync(Predicate<Row> isDefunct) => _file.ExchangeAsync(table =>
    {
        var removed = table.Rows.RemoveAll(isDefunct);
        return (removed, removed > 0);
    });

    private sealed class Table
    {
        public int Version { get; set; }

        public List<Row> Rows { get; set; } = [];

        // A writer names the version that it saw by its tag, and the next one by its number.
        public bool Is(TableVersion seen) => seen.VersionEtag == Version.ToString();

        public Row? Find(SiloAddress silo) => Rows.Find(row => row.Silo == silo.ToParsableString());

        public MembershipTableData ToData(Func<Row, bool> isWanted) => new(
            [.. Rows.Where(isWanted).Select(row => Tuple.Create(row.ToEntry(), row.ETag))], new TableVersion(Version, Version.ToString()));
    }

    private sealed record Row(
        string Silo, SiloStatus Status, int ProxyPort, string HostName, string SiloName, DateTime StartTime, DateTime IAmAliveTime,
        List<Suspicion> Suspicions, string ETag)
    {
        public static Row Of(MembershipEntry entry) => new(
            entry.SiloAddress.ToParsableString(), entry.Status, entry.ProxyPort, entry.HostName, entry.SiloName, entry.StartTime,
            entry.IAmAliveTime, [.. (entry.SuspectTimes ?? []).Select(pair => new Suspicion(pair.Item1.ToParsableString(), pair.Item2))],
            Guid.NewGuid().ToString("N"));

        public Uri Gateway()
        {
            var silo = SiloAddress.FromParsableString(Silo);
            return SiloAddress.New(silo.Endpoint.Address, ProxyPort, silo.Generation).ToGatewayUri();
        }

        public MembershipEntry ToEntry() => new()
        {
            SiloAddress = SiloAddress.FromParsableString(Silo),
            Status = Status,
            ProxyPort = ProxyPort,
            HostName = HostName,
            SiloName = SiloName,
            StartTime = StartTime,
            IAmAliveTime = IAmAliveTime,
            SuspectTimes = [.. Suspicions.Select(one => Tuple.Create(SiloAddress.FromParsableString(one.By), one.At))],
        };
    }

    private sealed record Suspicion(string By, DateTime At);
}
