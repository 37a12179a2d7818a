namespace TinyAudioDiffusion;

/// <summary>
/// What a clip that a model made tells of its making: <c>clip.Recipe</c>, <c>clip.ModelLicence</c>, <c>clip.Finishing</c>.
/// </summary>
public static class GeneratedClip
{
    extension(AudioClip clip)
    {
        /// <summary>Gets the recipe that made the sound; null for a sound from elsewhere.</summary>
        public GenerationRecipe? Recipe => (clip.Provenance as GenerationProvenance)?.Recipe;

        /// <summary>Gets the licence of the model that made the sound; null where unknown.</summary>
        public string? ModelLicence => (clip.Provenance as GenerationProvenance)?.ModelLicence;

        /// <summary>Gets what finishing found and did; null for a sound that was not finished.</summary>
        public FinishingReport? Finishing => (clip.Provenance as GenerationProvenance)?.Finishing;
    }
}
