using TinyAudioDiffusion.Models.Formats.Checkpoints.Pickle;
using TinyAudioDiffusion.Models.Formats.Checkpoints.Torch;

namespace TinyAudioDiffusion.Models.Formats.Checkpoints;

/// <summary>
/// Finds the optimiser's state in a Lightning checkpoint. PyTorch numbers parameters in the order in which modules list them, each once
/// however often it is registered, which is the order of the state dict's distinct tensors.
/// </summary>
internal sealed class OptimizerStates
{
    private const string Place = "optimizer_states";

    private readonly TorchArchive _archive;
    private readonly IReadOnlyList<(string Name, TensorDescription Tensor)> _parameters;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="weights">The network's tensors in the order of the state dict, under the names that they shall have.</param>
    public OptimizerStates(TorchArchive archive, IEnumerable<(string Name, TensorDescription Tensor)> weights)
    {
        _archive = archive;
        _parameters = [.. weights.DistinctBy(weight => (weight.Tensor.Storage.Key, weight.Tensor.Offset))];
    }

    /// <summary>Reads the state of the first optimiser.</summary>
    /// <exception cref="ModelFormatException">It is not that of Adam over these parameters.</exception>
    public CheckpointOptimizer Read(object? value)
    {
        if (value is not PickleList { Children: [PickleDictionary optimizer, ..] }
            || !optimizer.TryGet("state", out var all) || all is not PickleDictionary states)
        {
            throw Bad("has not the shape of an optimiser's state.");
        }

        if (optimizer.TryGet("param_groups", out var groups) && groups is PickleList { Children.Count: > 1 })
            throw Bad("has several groups of parameters, whose order is not known.");

        var (means, meanSquares) = (
            new Dictionary<string, TensorDescription?>(StringComparer.Ordinal),
            new Dictionary<string, TensorDescription?>(StringComparer.Ordinal));
        long? step = null;
        var byIndex = ByIndex(states);
        for (var index = 0; index < _parameters.Count; index++)
        {
            // A parameter that no gradient ever reached has no state.
            var (name, weight) = _parameters[index];
            var state = byIndex.GetValueOrDefault(index);
            means.Add(name, Moment(state, index, "exp_avg", weight));
            meanSquares.Add(name, Moment(state, index, "exp_avg_sq", weight));
            if (state is null)
                continue;
            var itsStep = Step(state, index);
            if (step is not null && step != itsStep)
                throw Bad(
                    $"says that parameter {index} has done {itsStep} steps and another one {step}; only one number for all "
                        + "can be gone on with.");
            step = itsStep;
        }

        return step is { } steps
            ? new CheckpointOptimizer(
                steps, new OptimizerMoments(_archive, _parameters, means), new OptimizerMoments(_archive, _parameters, meanSquares))
            : throw Bad("has no state for any of the network's parameters.");
    }

    private static Dictionary<long, PickleDictionary> ByIndex(PickleDictionary states)
    {
        var byIndex = new Dictionary<long, PickleDictionary>(states.Count);
        foreach (var (key, state) in states.Pairs)
        {
            if (key is long index && state is PickleDictionary dictionary)
                byIndex[index] = dictionary;
        }

        return byIndex;
    }

    private TensorDescription? Moment(PickleDictionary? state, int index, string key, TensorDescription weight)
    {
        if (state is null)
            return null;
        if (!state.TryGet(key, out var value) || value is not TensorDescription moment)
            throw Bad($"has no {key} for parameter {index}: it is not the state of Adam.");
        if (!moment.Shape.AsSpan().SequenceEqual(weight.Shape))
            throw Bad(
                $"has a {key} of [{string.Join(", ", moment.Shape)}] for parameter {index}, which is "
                    + $"[{string.Join(", ", weight.Shape)}]: it belongs to another network.");
        _archive.CheckSize(moment.Storage);
        return moment;
    }

    private long Step(PickleDictionary state, int index)
    {
        if (!state.TryGet("step", out var value))
            throw Bad($"does not say how many steps parameter {index} has done.");
        if (value is long number and >= 0)
            return number;
        if (value is not TensorDescription { Count: 1 } tensor)
            throw Bad($"has steps of parameter {index} that are no number.");
        _archive.CheckSize(tensor.Storage);
        Span<float> step = stackalloc float[1];
        _archive.Read($"{Place}.step", tensor, step);
        return step[0] >= 0 && step[0] <= int.MaxValue && step[0] == MathF.Truncate(step[0])
            ? (long)step[0]
            : throw Bad($"says that parameter {index} has done {step[0]} steps.");
    }

    private ModelFormatException Bad(string reason) => new(_archive.File, Place, reason);
}
