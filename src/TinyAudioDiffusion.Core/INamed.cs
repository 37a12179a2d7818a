namespace TinyAudioDiffusion;

/// <summary>Something that a caller chooses by name: a sampler, a schedule, a model source, a model format.</summary>
public interface INamed
{
    /// <summary>Gets the name that recipes, options and commands use, in lower case with hyphens ("dpmpp-2m").</summary>
    string Name { get; }
}
