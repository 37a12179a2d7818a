using TinyAudioDiffusion.Audio;

namespace TinyAudioDiffusion;

/// <summary>A verb that starts from a sound, or from two.</summary>
internal abstract class EditVerb : SoundVerb
{
    /// <summary>Gets the hash of the source that a recipe was made from; null where any source will do.</summary>
    public string? ExpectedSource { get; init; }

    /// <summary>
    /// Gets how an earlier version finished a sound of which a part is kept; null for not at all. Remaking such a recipe repeats it.
    /// </summary>
    public FinishingOptions? EarlierFinishing { get; init; }

    // A verb that starts from a sound begins, ends or repeats steps between the levels of a run.
    public override bool TakesAnyNoiseLevel => true;

    /// <summary>
    /// The options of a verb that keeps a part of its source: the whole sound is never finished, because that would change the kept part.
    /// </summary>
    protected GenerationOptions Unfinished(GenerationOptions options)
    {
        if (options.Finishing is { IsAny: true } asked && asked != EarlierFinishing)
        {
            throw new ArgumentException(
                "This verb keeps a part of the sound bit for bit, so it does not finish it; "
                + "leave out the finishing, or finish the whole result afterwards.",
                nameof(options));
        }

        return options with { Finishing = EarlierFinishing ?? FinishingOptions.None };
    }

    /// <summary>The source at the plan's rate and channels, cut to the length of the result, then padded to the network's.</summary>
    protected static float[] Fit(GenerationPlan plan, AudioClip source)
    {
        var info = plan.Model.Info;
        var fitted = SoundFitting.Fit(source, info.SampleRate, info.Channels, plan.NetworkLength, "The source");
        for (var channel = 0; channel < info.Channels; channel++)
            fitted.AsSpan(channel * plan.NetworkLength, plan.NetworkLength)[plan.Recipe.Length..].Clear();
        return fitted;
    }

    /// <summary>Checks a source as the network takes it against the expected one.</summary>
    /// <returns>Its hash.</returns>
    protected string HashOf(ReadOnlySpan<float> source)
    {
        var hash = SourceHash.Of(source);
        if (ExpectedSource is not null && !string.Equals(ExpectedSource, hash, StringComparison.OrdinalIgnoreCase))
        {
            throw new UnusableSoundException(
                "The source",
                $"is not the one of the recipe: its samples hash to {hash}, and the recipe was made from {ExpectedSource}. "
                + "Give the sound that the verb was given then.");
        }

        return hash;
    }

    /// <summary>A recipe of the verb lacks something that the verb needs.</summary>
    protected static ArgumentException Incomplete(SoundEdit edit, string what)
        => new($"The recipe of \"{edit.Verb}\" tells no {what} that can be used.", "recipe");
}
