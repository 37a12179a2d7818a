using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Hub;

/// <summary>The four models of tiny-audio-diffusion, published by Christopher Landschoot.</summary>
public static class PublishedModels
{
    /// <summary>The notice that a user must read before using the weights.</summary>
    public const string Licence
        = "Code MIT. The sounds that the weights were trained on bar their use for training commercial models: read the model's page "
            + "before commercial use.";

    private const long CheckpointBytes = 509_000_000;

    /// <summary>Gets the models.</summary>
    public static IReadOnlyList<PublishedModel> All { get; } =
    [
        new("crlandsc/tiny-audio-diffusion-kicks", DrumKind.Kick, "c918be566f4b442650b454921eb21dec2c5828a3", "kicks_v7.ckpt"),
        new("crlandsc/tiny-audio-diffusion-snares", DrumKind.Snare, "d7ea36f0ee791f74bc09e5fb041e6460b34efe69", "snares_v0.ckpt",
            "d2f906655666200635267c3a92ff87631f4bb4ef94bf087cfee3e2611da9b30b"),
        new("crlandsc/tiny-audio-diffusion-hihats", DrumKind.HiHat, "6928044557d69ca499ab2abd3774a0159775ad24", "hihats_v2.ckpt",
            "fc7245d3d5617bb3a76dcc8534d9cee25030c3986fa80502f19ec3506a68d05c"),
        new("crlandsc/tiny-audio-diffusion-percussion", DrumKind.Percussion, "7e8f690", "percussion_v0.ckpt"),
    ];

    /// <summary>Finds a model by its repository.</summary>
    /// <param name="id">The repository; compared without case.</param>
    /// <returns>The model, or null.</returns>
    public static PublishedModel? Find(string id)
        => All.FirstOrDefault(model => string.Equals(model.Id, id, StringComparison.OrdinalIgnoreCase));

    /// <summary>Makes a model's card. It is a fallback: every other card for the same kind comes first.</summary>
    /// <param name="model">The model.</param>
    /// <returns>The card.</returns>
    public static ModelCard CardOf(PublishedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new ModelCard
        {
            Id = model.Id,
            Location = model.Id,
            Kinds = [model.Kind],
            IsFallback = true,
            Description = $"The published model for {model.Kind} on the Hugging Face Hub, version {model.Pin[..7]}.",
            Licence = Licence,
            SizeInBytes = CheckpointBytes,
        };
    }
}
