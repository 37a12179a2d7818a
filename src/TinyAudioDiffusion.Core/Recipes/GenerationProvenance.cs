namespace TinyAudioDiffusion;

/// <summary>Origin of a sound of a diffusion model: its recipe, and what is worth knowing beside it.</summary>
/// <param name="Recipe">The recipe, which makes the sound again.</param>
/// <param name="ModelLicence">The licence of the model; null where unknown.</param>
/// <param name="Finishing">What finishing found and did; null for a sound that was not finished. Files do not carry it.</param>
public sealed record GenerationProvenance(GenerationRecipe Recipe, string? ModelLicence = null, FinishingReport? Finishing = null)
    : AudioProvenance
{
    /// <inheritdoc/>
    public override string Software => RecipeDocument.ThisLibrary;

    /// <inheritdoc/>
    public override string Comment => $"AI-generated: model {Recipe.Model}, seed {Recipe.Seed}";

    /// <inheritdoc/>
    public override string? Licence => ModelLicence;

    /// <inheritdoc/>
    public override byte[] ToJson() => RecipeDocument.Of(this).ToJson();
}
