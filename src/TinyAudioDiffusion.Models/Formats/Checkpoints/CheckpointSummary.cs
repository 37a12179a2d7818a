namespace TinyAudioDiffusion.Models.Formats.Checkpoints;

/// <summary>The facts in a checkpoint beside its weights.</summary>
public sealed record CheckpointSummary
{
    /// <summary>Gets the keys of the outermost dictionary; empty where that is the state dict itself.</summary>
    public IReadOnlyList<string> TopLevelKeys { get; init; } = [];

    /// <summary>Gets the number of the last epoch; null where it is not said.</summary>
    public long? Epoch { get; init; }

    /// <summary>Gets the number of optimiser steps; null where it is not said.</summary>
    public long? GlobalStep { get; init; }

    /// <summary>Gets the version of PyTorch Lightning that wrote the file; null where it is not said.</summary>
    public string? LightningVersion { get; init; }

    /// <summary>Gets a value indicating whether the optimiser's state is there, so that training could go on.</summary>
    public bool HasOptimizerState { get; init; }

    /// <summary>Gets a value indicating whether averaged weights are there.</summary>
    public bool HasEmaWeights { get; init; }

    /// <summary>Gets the names of Python objects that no plain checkpoint holds; they were not run.</summary>
    public IReadOnlyList<string> ForeignNames { get; init; } = [];

    /// <summary>Gets the keys of the state dict that hold no readable tensor, with what they hold.</summary>
    public IReadOnlyDictionary<string, string> UnreadableKeys { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Gets what is unusual about the file, a sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
