namespace TinyAudioDiffusion.Training.Recipes;

/// <summary>A recipe asks for something that is not possible, or a file of a recipe is none.</summary>
public sealed class TrainingRecipeException : TrainingException
{
    /// <summary>Initializes a new instance.</summary>
    /// <param name="field">The field, as the file writes it: "rate.peak"; null for the recipe as a whole.</param>
    /// <param name="reason">What is wrong, and what to do, as the rest of a sentence.</param>
    /// <param name="file">The file; null for a recipe that was never in one.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public TrainingRecipeException(string? field, string reason, string? file = null, Exception? innerException = null)
        : base($"{file ?? "The recipe"}{(field is null ? "" : $" ({field})")}: {reason}", innerException)
    {
        Field = field;
        Reason = reason;
        File = file;
    }

    /// <summary>Gets the field, as the file writes it; null for the recipe as a whole.</summary>
    public string? Field { get; }

    /// <summary>Gets what is wrong.</summary>
    public string Reason { get; }

    /// <summary>Gets the file; null for a recipe that was never in one.</summary>
    public string? File { get; }
}
