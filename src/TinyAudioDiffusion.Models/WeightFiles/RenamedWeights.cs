namespace TinyAudioDiffusion.Models.WeightFiles;

/// <summary>A view of some tensors of a file under other names.</summary>
internal sealed class RenamedWeights : IWeightFile
{
    private readonly IWeightFile _file;
    private readonly Dictionary<string, string> _nameInFile = new(StringComparer.Ordinal);

    /// <summary>Initializes a new instance.</summary>
    /// <param name="file">The file; disposed with this.</param>
    /// <param name="names">The shown name of each shown tensor by its name in the file; shown names are unique.</param>
    public RenamedWeights(IWeightFile file, IReadOnlyDictionary<string, string> names)
    {
        _file = file;
        Entries = [.. file.Entries.Where(entry => names.ContainsKey(entry.Name)).Select(entry => entry with { Name = names[entry.Name] })];
        foreach (var (inFile, shown) in names)
            _nameInFile.Add(shown, inFile);
    }

    public string DisplayPath => _file.DisplayPath;

    public IReadOnlyList<WeightEntry> Entries { get; }

    public WeightEntry? Find(string name)
        => _nameInFile.TryGetValue(name, out var inFile) && _file.Find(inFile) is { } entry ? entry with { Name = name } : null;

    public void Read(string name, Span<float> destination) => _file.Read(InFile(name), destination);

    public void Read(string name, Span<long> destination) => _file.Read(InFile(name), destination);

    public void Dispose() => _file.Dispose();

    private string InFile(string name) => _nameInFile[this.Get(name).Name];
}
