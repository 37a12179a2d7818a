using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Hub.Listing;

/// <summary>
/// The files of a repository that make the model: our folder, a description with safetensors (one file, or several with an index), or a
/// checkpoint with its YAML; beside a description also the tokenizer of a text encoder. The library downloads no others.
/// </summary>
/// <param name="Weights">The large file, or the index of several.</param>
/// <param name="Descriptions">The small ones.</param>
internal sealed record ModelFileChoice(string Weights, IReadOnlyList<string> Descriptions)
{
    /// <summary>Gets whether a plug-in's format chose the files; then their names keep their folders.</summary>
    public bool IsOfFormat { get; init; }

    private static readonly string[] _checkpointExtensions = [".ckpt", ".pt", ".pth"];

    /// <summary>Gets whether the weights are a checkpoint, of which usually a quarter is needed.</summary>
    public bool IsCheckpoint => Array.Exists(_checkpointExtensions, extension => Has(Weights, extension));

    /// <summary>Gets whether the weights are an index, which names the files that hold them.</summary>
    public bool IsIndex => ShardIndex.IsIndex(Weights);

    /// <summary>
    /// Gets all files that need no index to be known, the small ones first: what is wrong with them shows before the large one is fetched.
    /// </summary>
    public IEnumerable<string> All => [.. Descriptions, Weights];

    /// <summary>Chooses the files.</summary>
    /// <param name="repository">For messages, and for the file that it names.</param>
    /// <param name="checkpoint">The checkpoint that a published model is known to use; null where nothing is known.</param>
    /// <param name="options">May name the configuration.</param>
    /// <param name="names">What the repository holds.</param>
    /// <param name="formats">The formats, which may know a layout that this class does not.</param>
    /// <exception cref="HubException">It holds no model, or several.</exception>
    public static ModelFileChoice Make(
        HubRepository repository, string? checkpoint, ModelLoadOptions options, IReadOnlyList<string> names,
        IReadOnlyList<IModelFormat> formats)
        => TryMake(repository, checkpoint, options, names, formats, out var why)
            ?? throw new HubException(HubFault.NoModel, $"The repository {repository} {why}");

    /// <summary>Chooses the files; null where that is impossible, for instance because only a part of a model is in the cache.</summary>
    public static ModelFileChoice? TryMake(
        HubRepository repository, string? checkpoint, ModelLoadOptions options, IReadOnlyList<string> names,
        IReadOnlyList<IModelFormat> formats, out string why)
    {
        if (repository.File is null && checkpoint is null
            && formats.Select(format => format.ChooseFiles(names)).FirstOrDefault(found => found is { Count: > 0 }) is { } chosen)
        {
            why = "";
            return new ModelFileChoice(chosen[^1], [.. chosen.SkipLast(1)]) { IsOfFormat = true };
        }

        var here = names.Where(name => !name.Contains('/', StringComparison.Ordinal)).ToList();
        var safetensors = here.Where(name => Has(name, ".safetensors")).ToList();
        var indices = here.Where(ShardIndex.IsIndex).ToList();
        var json = here.Where(name => name is "model.json" or "config.json").OrderDescending(StringComparer.Ordinal).Take(1).ToList();
        var tokenizer = here.Where(name => name is "spiece.model" or "tokenizer.json").Order(StringComparer.Ordinal).Take(1);
        IReadOnlyList<string> beside = [.. json, .. tokenizer];
        var yaml = here.Where(name => Has(name, ".yaml") || Has(name, ".yml") || name == options.ConfigurationPath).ToList();
        var checkpoints = here.Where(name => Array.Exists(_checkpointExtensions, extension => Has(name, extension))).ToList();

        var wanted = repository.File ?? checkpoint;
        if (wanted is not null && names.Contains(wanted, StringComparer.Ordinal))
        {
            why = "";
            return new ModelFileChoice(wanted, Has(wanted, ".safetensors") || ShardIndex.IsIndex(wanted) ? beside : yaml);
        }

        (var choice, why) = (json, safetensors, checkpoints) switch
        {
            _ when repository.File is not null => ((ModelFileChoice?)null, $"holds no such file; it holds {List(names)}."),
            ([_], _, _) when indices is [var index] && !safetensors.Contains("model.safetensors")
                => (new ModelFileChoice(index, beside), ""),
            ([_], [var weights], _) => (new ModelFileChoice(weights, beside), ""),
            ([_], [_, ..], _) when safetensors.Contains("model.safetensors")
                => (new ModelFileChoice("model.safetensors", beside), ""),
            (_, _, [var only]) when yaml.Count > 0 || options.ConfigurationPath is not null => (new ModelFileChoice(only, yaml), ""),
            (_, _, [_, _, ..]) => (
                null, $"holds several checkpoints: name one, for instance \"{repository with { File = checkpoints[0] }}\" "
                    + $"({List(checkpoints)})."),
            (_, _, [_]) => (null, "holds a checkpoint but no YAML that says what network it is."),
            _ => (null,
                "holds no model that can be read: neither a checkpoint (.ckpt) with its YAML nor model.json with "
                    + $"safetensors, but {List(names)}."),
        };
        return choice;
    }

    private static string List(IReadOnlyCollection<string> names)
        => names.Count == 0 ? "nothing" : string.Join(", ", names.Take(12)) + (names.Count > 12 ? ", ..." : "");

    private static bool Has(string name, string extension) => name.EndsWith(extension, StringComparison.OrdinalIgnoreCase);
}
