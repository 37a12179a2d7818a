using TinyAudioDiffusion.Audio;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion;

/// <summary>Everything that decides a sound: the same recipe gives the same bits.</summary>
public sealed record GenerationRecipe
{
    /// <summary>Gets the model's id or path.</summary>
    public required string Model { get; init; }

    /// <summary>
    /// Gets the exact version of the model: the revision that its source names, such as a commit; for a model on disk the first digits of
    /// the SHA-256 of its weights. Null in recipes of versions that did not write it, and for formats that know no weights.
    /// </summary>
    public string? Revision { get; init; }

    /// <summary>Gets the seed of this item.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Gets the name of the sampler.</summary>
    public required string Sampler { get; init; }

    /// <summary>Gets the name of the schedule.</summary>
    public required string Schedule { get; init; }

    /// <summary>Gets the number of steps.</summary>
    public required int Steps { get; init; }

    /// <summary>Gets the length in samples of each channel.</summary>
    public required int Length { get; init; }

    /// <summary>Gets the class label; null for a model without classes.</summary>
    public string? Class { get; init; }

    /// <summary>Gets the text that the model was told; null for none.</summary>
    public string? Prompt { get; init; }

    /// <summary>Gets the sliders that were set; null where the seed drew the whole character.</summary>
    public CharacterSliders? Character { get; init; }

    /// <summary>Gets the character that a given sound had; null where the seed drew the character.</summary>
    public SoundCharacter? Like { get; init; }

    /// <summary>
    /// Gets which weights of the model's files were used; null for the default ones. The model's card decides them, not the options.
    /// </summary>
    public WeightSet? Weights { get; init; }

    /// <summary>Gets the guidance scale; null for none.</summary>
    public double? Guidance { get; init; }

    /// <summary>Gets the noise levels at which guidance acts; null for all.</summary>
    public GuidanceInterval? GuidanceInterval { get; init; }

    /// <summary>Gets the class that guidance leads away from; null for no class.</summary>
    public string? NegativeClass { get; init; }

    /// <summary>Gets how the sound was finished; null for not at all.</summary>
    public FinishingOptions? Finishing { get; init; }

    /// <summary>Gets what a verb did besides generating; null for a sound that was generated.</summary>
    public SoundEdit? Edit { get; init; }

    /// <summary>Reads the recipe that a sound file carries: WAV or FLAC, whatever the file is called.</summary>
    /// <param name="path">The path of a file that <see cref="AudioClip.Save(string, SampleEncoding)"/> wrote.</param>
    /// <returns>
    /// The recipe. With its options and the same model the generator makes the same file again, byte for byte;
    /// <c>IDrumStudio.RemakeAsync</c> does so for a sound that a verb made.
    /// </returns>
    /// <exception cref="AudioFormatException">The file is no sound that can be read, or it carries no recipe that can be read.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static GenerationRecipe FromFile(string path) => FindInFile(path)
        ?? throw new AudioFormatException(
            path, null, "there is no recipe in this file; only sounds that this library generated carry one.");

    /// <summary>Reads the recipe that a sound file may carry.</summary>
    /// <param name="path">The path of a sound file.</param>
    /// <param name="formats">The kinds of sound files to read; null for those that need no other package.</param>
    /// <returns>The recipe; null where there is none, as in a rendered groove, which has many sounds.</returns>
    /// <exception cref="AudioFormatException">The file is no sound that can be read, or its recipe cannot be read.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static GenerationRecipe? FindInFile(string path, AudioFormats? formats = null)
        => StoredProvenance.Find(path, formats) is { } stored ? RecipeDocument.Parse(stored, path)?.Recipe : null;

    /// <summary>Makes the options that make this sound again.</summary>
    /// <returns>Options for <c>IDrumGenerator</c>, which leave nothing to defaults.</returns>
    /// <exception cref="InvalidOperationException">
    /// A verb made the sound, and options alone do not say how. <c>IDrumStudio.RemakeAsync</c> makes it again.
    /// </exception>
    public GenerationOptions ToOptions() => Edit is null ? Options() : throw new InvalidOperationException(
        $"This sound was made by \"{Edit.Verb}\", so options alone cannot make it again; the studio's RemakeAsync does"
        + (Edit.Source is null ? "." : ", from the same source."));

    /// <summary>Makes the options of the recipe, whatever verb made it.</summary>
    internal GenerationOptions Options() => new()
    {
        Model = Model,
        Revision = Revision,
        Seed = Seed,
        Sampler = Sampler,
        Schedule = Schedule,
        Steps = Steps,
        Length = Length,
        Class = Class,
        Prompt = Prompt,
        Character = Character,
        Guidance = Guidance,
        GuidanceInterval = GuidanceInterval ?? GuidanceInterval.All,
        NegativeClass = NegativeClass,
        Finishing = Finishing ?? FinishingOptions.None,
        Origin = this,
    };
}
