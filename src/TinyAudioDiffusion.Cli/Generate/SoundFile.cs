using System.Text.Json.Serialization;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Grooves;

namespace TinyAudioDiffusion.Cli.Generate;

/// <summary>A sound that was written.</summary>
/// <param name="Path">The WAV file.</param>
/// <param name="Class">The class label; null for a model without classes.</param>
/// <param name="Seed">The seed that makes it again; null for noise that was found.</param>
/// <param name="Peak">The largest magnitude; 1 is full scale.</param>
/// <param name="PeakDbfs">The same in decibels; null for silence.</param>
/// <param name="Seconds">The duration.</param>
/// <param name="Length">The number of samples of each channel.</param>
/// <param name="Channels">The number of channels.</param>
/// <param name="SampleRate">The sample rate in hertz.</param>
/// <param name="Clipped">Whether the file's integers could not hold the loudest samples.</param>
/// <param name="MonoChangeDb">
/// By how many decibels a finished sound's level changes in a mix to mono; null where nothing was finished, and for channels that cancel
/// each other.
/// </param>
/// <param name="Id">The id from which <c>--recipe</c> makes the sound again; null for noise that was found and for grooves.</param>
internal sealed record SoundFile(
    string Path,
    string? Class,
    ulong? Seed,
    float Peak,
    double? PeakDbfs,
    double Seconds,
    int Length,
    int Channels,
    int SampleRate,
    bool Clipped,
    double? MonoChangeDb,
    string? Id)
{
    public static SoundFile Of(string path, AudioClip clip, SampleEncoding encoding) => new(
        path,
        clip.Recipe?.Class,
        SeedOf(clip),
        clip.Peak,
        clip.Peak == 0 ? null : Math.Round(clip.PeakDbfs, 2),
        Math.Round(clip.Duration.TotalSeconds, 6),
        clip.Length,
        clip.Channels,
        clip.SampleRate,
        encoding != SampleEncoding.Float32 && clip.Peak > 1,
        clip.Finishing is { MonoChange: var change } && double.IsFinite(change) ? Math.Round(change, 2) : null,
        clip.Recipe is { } recipe ? SoundId.Format(recipe) : null)
    {
        IsMonoSafe = clip.Finishing?.IsMonoSafe ?? true,
    };

    /// <summary>Gets whether a finished sound survives a mix to mono.</summary>
    [JsonIgnore]
    public bool IsMonoSafe { get; private init; } = true;

    /// <summary>Finds the seed that makes a sound or a groove again; null for noise that was found.</summary>
    public static ulong? SeedOf(AudioClip clip) => clip.Recipe?.Seed ?? (clip.Provenance as GrooveProvenance)?.Seed;

    public override string ToString()
    {
        var seed = Seed is null ? "" : $"  seed {Seed}";
        var peak = $"peak {Sentences.Decibels(PeakDbfs ?? double.NegativeInfinity)}{(Clipped ? " (clipped)" : "")}";
        var lost = MonoChangeDb is { } change ? $"{-change:0.0} dB" : "nearly everything";
        return $"{Path}{seed}  {peak}  {Sentences.Duration(Seconds)}{(IsMonoSafe ? "" : $"  loses {lost} in mono")}";
    }
}
