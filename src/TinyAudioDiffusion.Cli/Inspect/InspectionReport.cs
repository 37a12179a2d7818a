using System.Text.Json;

namespace TinyAudioDiffusion.Cli.Inspect;

/// <summary>What <c>tad inspect</c> found, and what its --json prints.</summary>
internal sealed record InspectionReport
{
    /// <summary>Gets the path that was asked for.</summary>
    public required string Path { get; init; }

    /// <summary>Gets what kind of file or folder it is, in words.</summary>
    public required string Format { get; init; }

    /// <summary>Gets the file that holds the tensors; null for a description alone.</summary>
    public string? WeightsFile { get; init; }

    /// <summary>Gets the size of that file.</summary>
    public long? SizeInBytes { get; init; }

    /// <summary>Gets what a checkpoint says about its training; null for other files.</summary>
    public CheckpointReport? Checkpoint { get; init; }

    /// <summary>Gets a safetensors file's remarks about itself.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>Gets the number of elements of all tensors, each storage counted once.</summary>
    public long ElementCount { get; init; }

    /// <summary>Gets what model.json says or would say; null where no description was found.</summary>
    public JsonElement? Model { get; init; }

    /// <summary>Gets what loading each set of weights would do.</summary>
    public IReadOnlyList<LoadReport> Loads { get; init; } = [];

    /// <summary>Gets the tensors in the file's order.</summary>
    public IReadOnlyList<TensorReport> Tensors { get; init; } = [];

    /// <summary>Gets the groups of names that share one storage.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Aliases { get; init; } = [];

    /// <summary>Gets what is unusual, a sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
