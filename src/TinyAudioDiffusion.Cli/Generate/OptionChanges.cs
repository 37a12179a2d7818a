namespace TinyAudioDiffusion.Cli.Generate;

/// <summary>What a command line changes of options that a file says.</summary>
internal static class OptionChanges
{
    /// <summary>Gets the options with the changes.</summary>
    /// <param name="options">The options of the file.</param>
    /// <param name="changes">The options of the command line; null for everything that it does not say.</param>
    public static GenerationOptions With(this GenerationOptions options, GenerationOptions changes) => options with
    {
        Model = changes.Model ?? options.Model,
        Revision = changes.Model is null ? options.Revision : null, // a model that the command line names is taken as it is
        Seed = changes.Seed ?? options.Seed,
        Length = changes.Length ?? options.Length,
        Sampler = changes.Sampler ?? options.Sampler,
        Schedule = changes.Schedule ?? options.Schedule,
        Steps = changes.Steps ?? options.Steps,
        Class = changes.Class ?? options.Class,
        Character = changes.Character ?? options.Character,
        Like = changes.Like,
        Guidance = changes.Guidance ?? options.Guidance,
        GuidanceInterval = changes.GuidanceInterval ?? options.GuidanceInterval,
        NegativeClass = changes.NegativeClass ?? options.NegativeClass,
        MaxDuration = changes.MaxDuration ?? options.MaxDuration,
        Finishing = changes.Finishing ?? options.Finishing,
        AllowFetch = changes.AllowFetch,
    };
}
