namespace TinyAudioDiffusion.Hub;

/// <summary>The environment variables that are this library's own; the others are those of the Hub's clients.</summary>
internal static class HubEnvironmentNames
{
    /// <summary>Sets <see cref="HuggingFaceHubOptions.LongestWait"/> in seconds.</summary>
    public const string LongestWait = "TAD_HUB_LONGEST_WAIT";

    /// <summary>Sets <see cref="HuggingFaceHubOptions.LeastRate"/> in bytes a second.</summary>
    public const string LeastRate = "TAD_HUB_LEAST_RATE";
}
