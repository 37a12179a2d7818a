namespace TinyAudioDiffusion.Models.WeightFiles;

/// <summary>A view of the tensors below a prefix.</summary>
internal sealed class PrefixedWeights : IWeightFile
{
    private readonly IWeightFile _file;
    private readonly string _prefix;
    private readonly string _replacement;

    public PrefixedWeights(IWeightFile file, string prefix, string replacement)
    {
        _file = file;
        _prefix = prefix;
        _replacement = replacement;
        Entries = [.. file.Entries
            .Where(entry => entry.Name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(entry => entry with { Name = replacement + entry.Name[prefix.Length..] })];
    }

    public string DisplayPath => _file.DisplayPath;

    public IReadOnlyList<WeightEntry> Entries { get; }

    public WeightEntry? Find(string name)
        => name.StartsWith(_replacement, StringComparison.Ordinal) && _file.Find(InFile(name)) is { } entry
            ? entry with { Name = name }
            : null;

    public void Read(string name, Span<float> destination) => _file.Read(InFile(this.Get(name).Name), destination);

    public void Read(string name, Span<long> destination) => _file.Read(InFile(this.Get(name).Name), destination);

    public void Dispose() => _file.Dispose();

    private string InFile(string name) => _prefix + name[_replacement.Length..];
}
