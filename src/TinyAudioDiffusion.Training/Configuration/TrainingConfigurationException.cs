namespace TinyAudioDiffusion.Training.Configuration;

/// <summary>A training configuration asks for something impossible, or a file holds no training configuration.</summary>
public sealed class TrainingConfigurationException : TrainingException
{
    /// <summary>Initializes a new instance.</summary>
    /// <param name="field">The field, as the file writes it: "rate.peak"; null for the configuration as a whole.</param>
    /// <param name="reason">The fault and the remedy, as the rest of a sentence.</param>
    /// <param name="file">The file; null for a configuration that was never in one.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public TrainingConfigurationException(string? field, string reason, string? file = null, Exception? innerException = null)
        : base($"{file ?? "The training configuration"}{(field is null ? "" : $" ({field})")}: {reason}", innerException)
    {
        Field = field;
        Reason = reason;
        File = file;
    }

    /// <summary>Gets the field, as the file writes it; null for the configuration as a whole.</summary>
    public string? Field { get; }

    /// <summary>Gets what is wrong.</summary>
    public string Reason { get; }

    /// <summary>Gets the file; null for a configuration that was never in one.</summary>
    public string? File { get; }
}
