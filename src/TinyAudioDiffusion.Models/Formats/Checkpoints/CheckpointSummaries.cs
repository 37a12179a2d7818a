using TinyAudioDiffusion.Models.Formats.Checkpoints.Pickle;

namespace TinyAudioDiffusion.Models.Formats.Checkpoints;

/// <summary>
/// Reads the facts that people ask for from a checkpoint's outermost dictionary. It does not read the paths of the machine that made the
/// checkpoint.
/// </summary>
internal static class CheckpointSummaries
{
    private const int MaxKeys = 100;

    public static CheckpointSummary Create(
        PickleDictionary root, StateDict state, IReadOnlyCollection<string> foreignNames, IReadOnlyList<string> warnings)
    {
        var isLightning = root.TryGet("state_dict", out _);
        return new CheckpointSummary
        {
            TopLevelKeys = isLightning
                ? [.. root.Pairs.Select(pair => pair.Key).OfType<string>().Distinct(StringComparer.Ordinal).Take(MaxKeys)] : [],
            Epoch = Get<long>(root, "epoch"),
            GlobalStep = Get<long>(root, "global_step"),
            LightningVersion = isLightning && root.TryGet("pytorch-lightning_version", out var version) ? version as string : null,
            HasOptimizerState = isLightning && root.TryGet("optimizer_states", out var states)
                && states is PickleList { Children.Count: > 0 },
            HasEmaWeights = state.Tensors.Any(item => item.Name.Contains("ema_model.", StringComparison.Ordinal)),
            ForeignNames = [.. foreignNames],
            UnreadableKeys = state.Unreadable,
            Warnings = warnings,
        };
    }

    private static T? Get<T>(PickleDictionary root, string key)
        where T : struct => root.TryGet(key, out var value) && value is T typed ? typed : null;
}
