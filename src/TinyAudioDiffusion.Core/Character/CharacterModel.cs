namespace TinyAudioDiffusion;

/// <summary>A model's knowledge of characters: the coordinates that it takes, and what is usual in each of its classes.</summary>
/// <param name="Space">The coordinates.</param>
/// <param name="Priors">
/// One prior for each class of the model, in its order; null for a class that was learnt without recordings, which has no character to
/// draw.
/// </param>
public sealed record CharacterModel(CharacterSpace Space, IReadOnlyList<CharacterPrior?> Priors);
