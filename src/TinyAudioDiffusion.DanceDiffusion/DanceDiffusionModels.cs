using TinyAudioDiffusion.Sampling;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.DanceDiffusion;

/// <summary>
/// The models that Harmonai published in 2022, under the MIT licence. They make no drums of a kind, so they are asked for by name.
/// </summary>
public static class DanceDiffusionModels
{
    private const string Owner = "harmonai/";
    private const long WeightBytes = 886_000_000;

    // Commits as the Hub's own pages name them. After each of them only the page about the model changed, or a second file of the same
    // weights was added.
    private static readonly Published[] _all =
    [
        new("maestro-150k", "d0b04f4e2a67fa45194361cf15056296ad6c1497", 16000, 65536, "piano clips of MAESTRO")
        {
            OriginalName = "maestro-uncond-150k",
        },
        new("jmann-small-190k", "83caed041e5ac5da22bbf8c66ecbcae8fc594682", 48000, 65536, "songs of Jonathan Mann's Song-A-Day"),
        new("jmann-large-580k", "42a7ffae5810049fe0dba35bdd3633c982e8311d", 48000, 131072, "songs of Jonathan Mann's Song-A-Day"),
        new("honk-140k", "10aeef067b48d646b56e5d34284ffc7edf24725a", 16000, 65536, "Canada geese of xeno-canto"),
        new("unlocked-250k", "c2d1cfe2002912dae99ff6c1be8108d0edff50d5", 16000, 65536, "the Unlocked Recordings of archive.org")
        {
            OriginalName = "unlocked-uncond-250k",
        },
        new("glitch-440k", null, 48000, 65536, "samples of glitch.cool")
        {
            OriginalName = "gwf-440k",
        },
    ];

    /// <summary>
    /// Gets how the models are sampled from as published: the improved pseudo linear multistep sampler on the schedule of CRASH, 100 steps.
    /// </summary>
    public static SamplingSettings Settings { get; } = new(SamplerNames.Iplms, ScheduleNames.Crash, 100);

    /// <summary>
    /// Gets the cards, for the Hugging Face Hub: each names a commit, except that of glitch-440k, of which none is known to us.
    /// </summary>
    public static IReadOnlyList<ModelCard> Cards { get; } = [.. _all.Select(model => new ModelCard
    {
        Id = Owner + model.Name,
        Location = Owner + model.Name + (model.Commit is null ? "" : "@" + model.Commit),
        IsFallback = true,
        Description = $"Dance Diffusion, trained on {model.Data}: {model.SampleRate} Hz stereo, {model.Length} samples"
            + (model.Commit is null ? "; its newest version, none is pinned." : "."),
        Licence = "MIT",
        SizeInBytes = WeightBytes,
        Settings = Settings,
    })];

    /// <summary>Finds the rate and length of a published model by the name of its checkpoint without extension.</summary>
    internal static (int SampleRate, int Length)? SizesOf(string name)
        => Array.Find(_all, model => Is(name, model.Name) || Is(name, model.OriginalName)) is { } found
            ? (found.SampleRate, found.Length)
            : null;

    private static bool Is(string name, string? other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);

    private sealed record Published(string Name, string? Commit, int SampleRate, int Length, string Data)
    {
        // The name of the checkpoint where it is another one.
        public string? OriginalName { get; init; }
    }
}
