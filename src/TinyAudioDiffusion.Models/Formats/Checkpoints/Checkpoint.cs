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
    /// <summary>Where the network's weights lie in a Lightning checkpoint, and in the state dict of its model alone.</summary>
    private static readonly Dictionary<WeightSet, string[]> _prefixes = new()
    {
        [WeightSet.Online] = ["model.net.", "net."],
        [WeightSet.Ema] = ["model_ema.ema_model.net.", "ema_model.net."],
    };

    private readonly TorchArchive _archive;
    private readonly Dictionary<string, (WeightEntry Entry, TensorDescription Tensor)> _byName;
    private readonly object? _optimizerStates;

    private Checkpoint(TorchArchive archive, CheckpointOptions options)
    {
        _archive = archive;
        var (value, foreignNames) = archive.ReadPickle();
        var root = value as PickleDictionary
            ?? throw new ModelFormatException(
                archive.File, archive.PickleName, "holds no dictionary, so that it is no checkpoint: save a state dict, not the model itself.");
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
    /// <exception cref="ModelFormatException">The file is no checkpoint, is damaged, or in strict reading holds anything unusual.</exception>
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

    /// <summary>Selects the network's weights, under names that start with "net.".</summary>
    /// <param name="weights">Which of the two sets.</param>
    /// <returns>A view; disposing it disposes the checkpoint.</returns>
    /// <exception cref="ModelFormatException">The set is not there, or not whole.</exception>
    public IWeightFile Select(WeightSet weights)
    {
        var prefix = Array.Find(_prefixes[weights], Holds);
        if (prefix is null)
        {
            var hasOthers = weights == WeightSet.Ema && _prefixes[WeightSet.Online].Any(Holds);
            throw new ModelFormatException(DisplayPath, _prefixes[weights][0] + "*", hasOthers
                ? "has no averaged weights: load the online ones."
                : "has no such tensors: it is a checkpoint of another kind of model.");
        }

        return Select(prefix, "net.");
    }

    /// <summary>Reads the optimiser's state, so that training can go on; its values stay in the file.</summary>
    /// <returns>The state; null where the checkpoint has none.</returns>
    /// <exception cref="ModelFormatException">It is not the state of Adam over the network's parameters.</exception>
    public CheckpointOptimizer? ReadOptimizer()
    {
        if (!Summary.HasOptimizerState)
            return null;
        const string Prefix = "model.";
        var weights = Entries
            .Where(entry => entry.Name.StartsWith(_prefixes[WeightSet.Online][0], StringComparison.Ordinal))
            .Select(entry => (entry.Name[Prefix.Length..], _byName[entry.Name].Tensor));
        return new OptimizerStates(_archive, weights).Read(_optimizerStates);
    }

    /// <summary>Selects the tensors below a prefix and makes sure that each can be read.</summary>
    /// <param name="prefix">What their names start with; empty for all.</param>
    /// <param name="replacement">What their shown names start with instead.</param>
    /// <returns>A view; disposing it disposes the checkpoint.</returns>
    /// <exception cref="ModelFormatException">A key below the prefix holds no tensor, or its values are missing.</exception>
    public IWeightFile Select(string prefix, string replacement)
    {
        CheckReadable(prefix);
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

    private bool Holds(string prefix)
        => Entries.Any(entry => entry.Name.StartsWith(prefix, StringComparison.Ordinal))
            || Summary.UnreadableKeys.Keys.Any(key => key.StartsWith(prefix, StringComparison.Ordinal));

    private void CheckReadable(string prefix)
    {
        foreach (var (name, what) in Summary.UnreadableKeys)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
                throw Unreadable(name, what);
        }

        foreach (var (name, (_, tensor)) in _byName)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
                _archive.Locate(name, tensor.Storage);
        }
    }

    private void CheckEverything()
    {
        if (Summary.ForeignNames.Count > 0)
        {
            var names = string.Join(", ", Summary.ForeignNames.Take(20));
            throw new ModelFormatException(
                DisplayPath, _archive.PickleName, $"holds Python objects that no plain checkpoint does, which strict reading refuses: {names}.");
        }

        CheckReadable("");
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
