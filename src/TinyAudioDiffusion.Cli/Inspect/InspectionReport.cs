using System.Text.Json;

namespace TinyAudioDiffusion.Cli.Inspect;

/// <summary>The document of <c>tad inspect --json</c> for a model.</summary>
internal sealed record InspectionReport
{
    /// <summary>Gets the path of the command line.</summary>
    public required string Path { get; init; }

    /// <summary>Gets the kind of file or folder, in words.</summary>
    public required string Format { get; init; }

    /// <summary>Gets the file that holds the tensors; null for a description alone.</summary>
    public string? WeightsFile { get; init; }

    /// <summary>Gets the size of that file.</summary>
    public long? SizeInBytes { get; init; }

    /// <summary>Gets the facts about a checkpoint's training; null for other files.</summary>
    public CheckpointReport? Checkpoint { get; init; }

    /// <summary>Gets a safetensors file's remarks about itself.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>Gets the number of elements of all tensors, each storage counted once.</summary>
    public long ElementCount { get; init; }

    /// <summary>Gets the content of model.json, as it is or as convert would write it; null where no description was found.</summary>
    public JsonElement? Model { get; init; }

    /// <summary>Gets the result that loading each set of weights would have.</summary>
    public IReadOnlyList<LoadReport> Loads { get; init; } = [];

    /// <summary>Gets the tensors in the file's order.</summary>
    public IReadOnlyList<TensorReport> Tensors { get; init; } = [];

    /// <summary>Gets the groups of names that share one storage.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Aliases { get; init; } = [];

    /// <summary>Gets a sentence for each thing that is unusual.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
