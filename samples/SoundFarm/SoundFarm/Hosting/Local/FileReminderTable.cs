namespace SoundFarm.Hosting.Local;

/// <summary>All reminders in one file.</summary>
internal sealed class FileReminderTable(string folder) : IReminderTable
{
    private readonly LockedFile<List<Row>> _file = new(Path.Combine(folder, "reminders.json"));

    public Task Init() => Task.CompletedTask;

    public async Task<ReminderTableData> ReadRows(GrainId grainId)
        => new((await _file.ReadAsync()).Where(row => row.Grain == grainId.ToString()).Select(row => row.ToEntry()));

    // The ring of hashes: from begin, which is out, to end, which is in; begin at or behind end means around zero.
    public async Task<ReminderTableData> ReadRows(uint begin, uint end)
        => new((await _file.ReadAsync()).Select(row => row.ToEntry()).Where(entry => entry.GrainId.GetUniformHashCode() is var hash
            && (begin < end ? hash > begin && hash <= end : hash > begin || hash <= end)));

    public async Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName)
        => (await _file.ReadAsync()).Find(row => row.Is(grainId, reminderName))?.ToEntry();

    public Task<string?> UpsertRow(ReminderEntry entry) => _file.ExchangeAsync<string?>(rows =>
    {
        rows.RemoveAll(row => row.Is(entry.GrainId, entry.ReminderName));
        entry.ETag = Guid.NewGuid().ToString("N");
        rows.Add(new Row(entry.GrainId.ToString(), entry.ReminderName, entry.StartAt, entry.Period, entry.ETag));
        return (entry.ETag, true);
    });

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) => _file.ExchangeAsync(rows =>
    {
        var removed = rows.RemoveAll(row => row.Is(grainId, reminderName) && row.ETag == eTag) > 0;
        return (removed, removed);
    });

    public Task TestOnlyClearTable() => _file.ExchangeAsync(rows =>
    {
        rows.Clear();
        return (0, true);
    });

    private sealed record Row(string Grain, string Name, DateTime StartAt, TimeSpan Period, string ETag)
    {
        public bool Is(GrainId grainId, string name) => Grain == grainId.ToString() && Name == name;

        public ReminderEntry ToEntry() => new()
        {
            GrainId = GrainId.Parse(Grain),
            ReminderName = Name,
            StartAt = DateTime.SpecifyKind(StartAt, DateTimeKind.Utc),
            Period = Period,
            ETag = ETag,
        };
    }
}
