using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion;

/// <summary>Makes sounds from descriptions: "dark short 808 kick".</summary>
/// <param name="generator">Makes the sounds.</param>
/// <param name="zoo">Finds the model, whose classes and sliders decide what of a description it can do.</param>
/// <remarks>A singleton, safe to use from several threads at once.</remarks>
public sealed class DrumDescriber(IDrumGenerator generator, IModelZoo zoo)
{
    /// <summary>Tells what a description asks a model for. Loads the model on first use.</summary>
    /// <param name="text">The description, in English; see <see cref="DrumDescription"/>.</param>
    /// <param name="options">
    /// Options beside it; null for the defaults. A model, class or slider that they name goes before what the description says.
    /// </param>
    /// <param name="progress">Receives the progress of a download of the model; null for none.</param>
    /// <param name="cancellationToken">Stops waiting for the model.</param>
    /// <returns>What to ask the generator for, what was understood, and what the model cannot do.</returns>
    /// <exception cref="ArgumentException">
    /// The description names no drum, and the options no model; or nothing was understood, and the model reads no text itself.
    /// </exception>
    /// <exception cref="ModelNotFoundException">No model is registered for the kind, or the model asked for does not exist.</exception>
    /// <exception cref="ModelFormatException">The model's files cannot be read.</exception>
    public async Task<DescribedSound> DescribeAsync(
        string text, GenerationOptions? options = null, IProgress<ModelFetchProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        options ??= new();
        var description = DrumDescription.Parse(text);
        if (options.Model is null && !description.IsUnderstood)
            throw NotUnderstood(text);
        if (options.Model is null && description.Drums.Count == 0)
            throw new ArgumentException($"\"{text}\" names no drum: add one, as \"{text} kick\", or name a model.", nameof(text));
        var card = options.Model is { } model ? zoo.CardFor(model) : CardOf(description, options);
        var loaded = await zoo.LoadAsync(card, progress, cancellationToken).ConfigureAwait(false);
        var info = loaded.Model.Info;
        return description.IsUnderstood || info.Text is { Embedder: not null }
            ? DescribedSound.Fit(description, info, options, card.Id)
            : throw NotUnderstood(text);
    }

    /// <summary>Makes the sound of a description. What the model cannot do of it is left out; <see cref="DescribeAsync"/> tells.</summary>
    /// <param name="text">The description, in English; see <see cref="DrumDescription"/>.</param>
    /// <param name="options">Options beside it; null for the defaults.</param>
    /// <param name="progress">Receives progress once a step.</param>
    /// <param name="cancellationToken">Stops the work within one network call.</param>
    /// <returns>The sound, whose recipe tells class and sliders.</returns>
    /// <inheritdoc cref="DescribeAsync" path="/exception"/>
    public async Task<AudioClip> GenerateAsync(
        string text, GenerationOptions? options = null, IProgress<GenerationProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var sound = await DescribeAsync(text, options, null, cancellationToken).ConfigureAwait(false);
        return await GenerateAsync(sound, progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes the sound of a description that was fitted to a model already.</summary>
    /// <param name="sound">What <see cref="DescribeAsync"/> gave.</param>
    /// <param name="progress">Receives progress once a step.</param>
    /// <param name="cancellationToken">Stops the work within one network call.</param>
    /// <returns>The sound, whose recipe tells class and sliders.</returns>
    /// <exception cref="ArgumentException">The options do not fit the model.</exception>
    /// <exception cref="ModelFormatException">The model's files cannot be read.</exception>
    public async Task<AudioClip> GenerateAsync(
        DescribedSound sound, IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sound);
        var seed = sound.Options.Seed ?? RandomSeed.Next(1);
        var clips = await generator.GenerateBatchAsync(sound.Model, [seed], sound.Options, progress, cancellationToken)
            .ConfigureAwait(false);
        return clips[0];
    }

    private ModelCard CardOf(DrumDescription description, GenerationOptions options)
    {
        var classes = options.Class is { } @class ? ClassBlend.NamesIn(@class) : [.. description.Drums.Select(drum => drum.Class)];
        return zoo.CardFor(description.Drums[0].Kind, classes, description.Character is not null || options.WantsCharacter);
    }

    private static ArgumentException NotUnderstood(string text)
        => new($"Nothing in \"{text}\" was understood; name a drum and its character, as \"dark short kick\".", nameof(text));
}
