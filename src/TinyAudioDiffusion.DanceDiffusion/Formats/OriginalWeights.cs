using TinyAudioDiffusion.DanceDiffusion.Networks;
using TinyAudioDiffusion.Models.WeightFiles;

namespace TinyAudioDiffusion.DanceDiffusion.Formats;

/// <summary>
/// Shows a network of the original code under the names of diffusers. A joint projection to queries, keys and values becomes three; a
/// convolution of one tap becomes a matrix. What has no place keeps its name, so that it is found to be too much.
/// </summary>
internal sealed class OriginalWeights : IWeightFile
{
    private const int MostLevels = 24;

    private readonly IWeightFile _file;
    private readonly Dictionary<string, (WeightEntry Entry, string Source, int Part, int Parts)> _byName = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly List<WeightEntry> _entries = [];

    /// <summary>Initializes a new instance.</summary>
    /// <param name="file">One network's tensors, "net." and "timestep_embed." in front; disposed with this.</param>
    /// <exception cref="ModelFormatException">It is no such network.</exception>
    public OriginalWeights(IWeightFile file)
    {
        _file = file;
        try
        {
            Shape = FindShape();
            Map();
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Gets the shape that the tensors tell.</summary>
    public NetworkShape Shape { get; }

    /// <inheritdoc/>
    public string DisplayPath => _file.DisplayPath;

    /// <inheritdoc/>
    public IReadOnlyList<WeightEntry> Entries => _entries;

    /// <inheritdoc/>
    public WeightEntry? Find(string name) => _byName.TryGetValue(name, out var found) ? found.Entry : null;

    /// <inheritdoc/>
    public void Read(string name, Span<float> destination)
    {
        var (entry, source, part, parts) = _byName[this.Get(name).Name];
        if (destination.Length != entry.ElementCount)
            throw new ArgumentException($"{name} has {entry.ElementCount} elements, the destination {destination.Length}.");
        if (parts == 1)
        {
            _file.Read(source, destination);
            return;
        }

        var all = _file.ReadSingles(source);
        all.AsSpan(part * destination.Length, destination.Length).CopyTo(destination);
    }

    /// <inheritdoc/>
    public void Read(string name, Span<long> destination)
        => throw new ModelFormatException(DisplayPath, name, "holds no whole numbers.");

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private NetworkShape FindShape()
    {
        var widths = new List<int>();
        while (widths.Count <= MostLevels && _file.Find(FirstConvolution(widths.Count)) is not null)
            widths.Add(Extent(FirstConvolution(widths.Count), 0));
        var (last, channels, frequencies) = (widths.Count - 1, Extent(OriginalNames.Block(0, 5) + "main.3.weight", 0),
            Extent(OriginalNames.Frequencies, 0));
        if (last < 1)
            throw new ModelFormatException(DisplayPath, FirstConvolution(1), "is missing; it is no network of Dance Diffusion.");

        bool Attends(int level) => level > 0 && _file.Find(OriginalNames.Attention(level, 0) + "norm.weight") is not null;
        int Before(int level) => level == 0 ? channels + (2 * frequencies) : widths[level - 1];
        int After(int level) => level == 0 ? channels : widths[level - 1];
        var levels = Enumerable.Range(0, last).ToList();
        var shape = new NetworkShape
        {
            Channels = channels,
            Frequencies = frequencies,
            Down = [.. levels.Select(level => new BlockShape(Before(level), widths[level], widths[level], Attends(level)))],
            Middle = new BlockShape(widths[last - 1], widths[last], widths[last - 1], Attends(last)),
            Up = [.. levels.AsEnumerable().Reverse().Select(
                level => new BlockShape(widths[level], widths[level], After(level), Attends(level)))],
        };
        return shape.FindProblem() is { } reason ? throw new ModelFormatException(DisplayPath, null, reason) : shape;
    }

    private static string FirstConvolution(int level) => OriginalNames.Block(level, 0) + "main.0.weight";

    private int Extent(string name, int axis)
    {
        var shape = _file.Get(name).Shape;
        return shape.Count > axis && shape[axis] is > 0 and <= int.MaxValue / 4 and var extent
            ? (int)extent
            : throw new ModelFormatException(DisplayPath, name, $"has the shape {_file.Get(name).ShapeText}, which no such tensor has.");
    }

    private void Map()
    {
        Show("time_proj.weight", OriginalNames.Frequencies, axes: 1);
        var last = Shape.Down.Count;
        for (var level = 0; level <= last; level++)
        {
            var (down, up) = level == last ? ("mid_block", "mid_block") : ($"down_blocks.{level}", $"up_blocks.{last - 1 - level}");
            for (var block = 0; block < 6; block++)
            {
                var place = block < 3 ? $"{down}.{{0}}.{block}." : $"{up}.{{0}}.{(level == last ? block : block - 3)}.";
                ShowBlock(string.Format(null, place, "resnets"), OriginalNames.Block(level, block));
                if (level > 0)
                    ShowAttention(string.Format(null, place, "attentions"), OriginalNames.Attention(level, block));
            }

            if (level > 0)
            {
                Show($"{down}.down.kernel", OriginalNames.FilterDown(level));
                Show($"{up}.up.kernel", OriginalNames.FilterUp(level));
            }
        }

        foreach (var entry in _file.Entries.Where(entry => !_taken.Contains(entry.Name)))
            Add(entry, entry.Name, 0, 1);
    }

    private void ShowBlock(string place, string source)
    {
        Show(place + "conv_skip.weight", source + "skip.weight");
        foreach (var kind in (ReadOnlySpan<string>)["weight", "bias"])
        {
            Show(place + "conv_1." + kind, source + "main.0." + kind);
            Show(place + "group_norm_1." + kind, source + "main.1." + kind);
            Show(place + "conv_2." + kind, source + "main.3." + kind);
            Show(place + "group_norm_2." + kind, source + "main.4." + kind);
        }
    }

    private void ShowAttention(string place, string source)
    {
        string[] projections = ["query", "key", "value"];
        foreach (var (kind, axes) in (ReadOnlySpan<(string, int)>)[("weight", 2), ("bias", 1)])
        {
            Show(place + "group_norm." + kind, source + "norm." + kind);
            Show(place + "proj_attn." + kind, source + "out_proj." + kind, axes);
            for (var part = 0; part < projections.Length; part++)
                Show($"{place}{projections[part]}.{kind}", source + "qkv_proj." + kind, axes, part, projections.Length);
        }
    }

    // Shows a tensor, or one of the equal parts of its first axis, with as many axes; those behind must be of one element.
    private void Show(string name, string source, int axes = int.MaxValue, int part = 0, int parts = 1)
    {
        if (_file.Find(source) is not { } entry)
            return; // the network that is built from the shape misses it, where it must be there
        var shape = entry.Shape.Where((extent, axis) => axis < axes || extent != 1).ToArray();
        if (parts > 1 && (shape.Length == 0 || shape[0] % parts != 0))
            throw new ModelFormatException(DisplayPath, source, $"has the shape {entry.ShapeText}, which has no {parts} equal parts.");
        if (parts > 1)
            shape[0] /= parts;
        _taken.Add(source);
        Add(new WeightEntry(name, entry.ElementType, shape), source, part, parts);
    }

    private void Add(WeightEntry entry, string source, int part, int parts)
    {
        if (!_byName.TryAdd(entry.Name, (entry, source, part, parts)))
            throw new ModelFormatException(DisplayPath, source, "has the name that another tensor is shown under.");
        _entries.Add(entry);
    }
}
