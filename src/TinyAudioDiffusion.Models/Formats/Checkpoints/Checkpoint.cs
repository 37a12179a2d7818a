using TinyAudioDiffusion.Models.Formats.Checkpoints.Pickle;
using TinyAudioDiffusion.Models.Formats.Checkpoints.Torch;
using TinyAudioDiffusion.Models.Formats.Reading;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Formats.Checkpoints;

/// <summary>
/// An open PyTorch or Lightning checkpoint: the tensors of its state dict, and what it says about itself. Opening reads the directory and
/// the pickle; values are read range by range when they are asked for. Nothing is executed.
/// </summary>
/// <remarks>
/// The checksum of the pickle is verified when the file is opened, that of a storage when a tensor is read that fills it; a tensor that
/// is a part of its storage is read without, because the rest stays in the file.
/// </remarks>
public sealed class Checkpoint : IWeightFile
{
    private const int MostBeginnings = 6;

    private readonly TorchArchive _archive;
    private readonly Dictionary<string, (WeightEntry Entry, TensorDescription Tensor)> _byName;
    private readonly object? _optimizerStates;

    private Checkpoint(TorchArchive archive, CheckpointOptions options)
    {
        _archive = archive;
        var (value, foreignNames) = archive.ReadPickle();
        var root = value as PickleDictionary
            ?? throw new ModelFormatException(
                archive.File, archive.PickleName,
                "holds no dictionary, so that it is no checkpoint: save a state dict, not the model itself.");
        var state = StateDict.Find(archive.File, root);

        foreach (var storage in state.Tensors.Select(item => item.Tensor.Storage).Distinct())
            archive.CheckSize(storage);
        _byName = state.Tensors.ToDictionary(
            item => item.Name,
            item => (new WeightEntry(item.Name, item.Tensor.ElementType, item.Tensor.Shape), item.Tensor),
            StringComparer.Ordinal);
        Entries = [.. state.Tensors.Select(item => _byName[item.Name].Entry)];
        Tensors = ListTensors(state);
        _optimizerStates = root.TryGet("optimizer_states", out var states) ? states : null;
        Summary = CheckpointSummaries.Create(root, state, foreignNames, archive.Warnings);
        if (options.Strict)
            CheckEverything();
    }

    /// <inheritdoc/>
    public string DisplayPath => _archive.File;

    /// <inheritdoc/>
    public IReadOnlyList<WeightEntry> Entries { get; }

    /// <summary>Gets the tensors with the storages that they share.</summary>
    public IReadOnlyList<CheckpointTensor> Tensors { get; }

    /// <summary>Gets what the checkpoint says about itself.</summary>
    public CheckpointSummary Summary { get; }

    /// <summary>Opens a checkpoint.</summary>
    /// <param name="file">The file; it is held open until the result is disposed.</param>
    /// <param name="options">How forgiving to be; null for the defaults.</param>
    /// <returns>The open checkpoint.</returns>
    /// <exception cref="MaliciousCheckpointException">The file tries to run something; it was not run.</exception>
    /// <exception cref="ModelFormatException">The file is no checkpoint, is damaged, or in strict reading holds anything
    /// unusual.</exception>
    public static Checkpoint Open(ModelFile file, CheckpointOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        options ??= new CheckpointOptions();
        var reader = new PositionalReader(file);
        try
        {
            return new Checkpoint(new TorchArchive(reader, options), options);
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Selects the network's weights, under names that start with "net.". Words that trainers add to the names are dropped.
    /// </summary>
    /// <param name="weights">Which of the two sets.</param>
    /// <returns>A view; disposing it disposes the checkpoint.</returns>
    /// <exception cref="ModelFormatException">The set is not there, or not whole.</exception>
    public IWeightFile Select(WeightSet weights)
    {
        var names = NamesOf(weights);
        if (names.Count == 0)
            throw new ModelFormatException(DisplayPath, NetworkNames.UsualPrefix(weights) + "*", WhyMissing(weights));
        CheckReadable(names.ContainsKey);
        return new RenamedWeights(this, names);
    }

    /// <summary>Reads the optimiser's state, so that training can go on; its values stay in the file.</summary>
    /// <returns>The state; null where the checkpoint has none.</returns>
    /// <exception cref="ModelFormatException">It is not the state of Adam over the network's parameters.</exception>
    public CheckpointOptimizer? ReadOptimizer()
    {
        if (!Summary.HasOptimizerState)
            return null;
        var names = NamesOf(WeightSet.Online);
        var weights = Entries.Where(entry => names.ContainsKey(entry.Name))
            .Select(entry => (names[entry.Name], _byName[entry.Name].Tensor));
        return new OptimizerStates(_archive, weights).Read(_optimizerStates);
    }

    /// <summary>Selects the tensors below a prefix and makes sure that each can be read.</summary>
    /// <param name="prefix">What their names start with; empty for all.</param>
    /// <param name="replacement">What their shown names start with instead.</param>
    /// <returns>A view; disposing it disposes the checkpoint.</returns>
    /// <exception cref="ModelFormatException">A key below the prefix holds no tensor, or its values are missing.</exception>
    public IWeightFile Select(string prefix, string replacement)
    {
        CheckReadable(name => name.StartsWith(prefix, StringComparison.Ordinal));
        return this.WithPrefix(prefix, replacement);
    }

    /// <inheritdoc/>
    public WeightEntry? Find(string name) => _byName.TryGetValue(name, out var found) ? found.Entry : null;

    /// <inheritdoc/>
    public void Read(string name, Span<float> destination) => _archive.Read(name, Described(name, destination.Length), destination);

    /// <inheritdoc/>
    public void Read(string name, Span<long> destination) => _archive.Read(name, Described(name, destination.Length), destination);

    /// <inheritdoc/>
    public void Dispose() => _archive.Dispose();

    private TensorDescription Described(string name, int length)
    {
        if (Summary.UnreadableKeys.TryGetValue(name, out var what))
            throw Unreadable(name, what);
        var entry = this.Get(name);
        return entry.ElementCount == length
            ? _byName[name].Tensor
            : throw new ArgumentException($"{name} has {entry.ElementCount} elements, the destination {length}.");
    }

    private IReadOnlyDictionary<string, string> NamesOf(WeightSet weights)
        => NetworkNames.Find([.. Entries.Select(entry => entry.Name), .. Summary.UnreadableKeys.Keys], weights);

    private string WhyMissing(WeightSet weights)
    {
        var other = weights == WeightSet.Ema ? WeightSet.Online : WeightSet.Ema;
        if (NamesOf(other).Count > 0)
        {
            return weights == WeightSet.Ema
                ? "has no averaged weights: load the online ones."
                : "has the averaged weights only: load those (--weights ema).";
        }

        var beginnings = string.Join(
            ", ", Entries.Select(entry => entry.Name.Split('.')[0]).Distinct(StringComparer.Ordinal).Take(MostBeginnings));
        return $"has no such tensors, but names that begin with {(beginnings.Length == 0 ? "nothing" : beginnings)}: it is a checkpoint "
            + "of another kind of model.";
    }

    private void CheckReadable(Func<string, bool> isWanted)
    {
        foreach (var (name, what) in Summary.UnreadableKeys)
        {
            if (isWanted(name))
                throw Unreadable(name, what);
        }

        foreach (var (name, (_, tensor)) in _byName)
        {
            if (isWanted(name))
                _archive.Locate(name, tensor.Storage);
        }
    }

    private void CheckEverything()
    {
        if (Summary.ForeignNames.Count > 0)
        {
            var names = string.Join(", ", Summary.ForeignNames.Take(20));
            throw new ModelFormatException(
                DisplayPath, _archive.PickleName,
                $"holds Python objects that no plain checkpoint does, which strict reading refuses: {names}.");
        }

        CheckReadable(_ => true);
    }

    private ModelFormatException Unreadable(string name, string what)
        => new(DisplayPath, name, $"holds {what} where a tensor belongs, which cannot be read.");

    private static CheckpointTensor[] ListTensors(StateDict state)
    {
        var sharing = state.Tensors
            .GroupBy(item => item.Tensor.Storage.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => (IReadOnlyList<string>)[.. group.Select(item => item.Name)], StringComparer.Ordinal);
        return [.. state.Tensors.Select(item => new CheckpointTensor(
            new WeightEntry(item.Name, item.Tensor.ElementType, item.Tensor.Shape),
            item.Tensor.Storage.Key,
            item.Tensor.Offset,
            sharing[item.Tensor.Storage.Key]))];
    }
}
