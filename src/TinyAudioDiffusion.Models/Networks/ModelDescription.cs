using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Models.UNet;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Networks;

/// <summary>Everything about a model but its weights: what model.json holds, and what other formats are read into.</summary>
public sealed record ModelDescription
{
    /// <summary>Gets the shape of the network.</summary>
    public required UNetConfiguration Network { get; init; }

    /// <summary>Gets the transform that stands around the network.</summary>
    /// <value><see cref="TransformConfiguration.Raw"/>.</value>
    public TransformConfiguration Transform { get; init; } = TransformConfiguration.Raw;

    /// <summary>Gets the audio that the model was trained on.</summary>
    public required AudioShape Audio { get; init; }

    /// <summary>Gets what the network predicts.</summary>
    /// <value>"v", the velocity; nothing else is known.</value>
    public string Objective { get; init; } = "v";

    /// <summary>
    /// Gets what sounds are multiplied with before they meet noise. Drums are quiet beside noise of variance 1, so that a network sees nothing of them at most noise levels;
    /// scaled towards the variance of the noise they use the whole range. Waveforms outside the model stay within full scale, and samplers know nothing of it.
    /// </summary>
    /// <value>1, as the reference.</value>
    public float DataScale { get; init; } = 1f;

    /// <summary>
    /// Gets whether the network's context channels tell it where in the sound it is, how far from the start. A one-shot begins at its first sample; a network that is not told
    /// so tells the start from the end only by the edges of the waveform, and makes ghosts of one at the other.
    /// </summary>
    /// <value>False, as the reference; true needs context channels at a level at least.</value>
    public bool PositionContext { get; init; }

    /// <summary>Gets the names of the classes that the model can be asked for; empty for none.</summary>
    public IReadOnlyList<string> ClassLabels { get; init; } = [];

    /// <summary>Gets which kind each class belongs to, and how often it is drawn there; empty where the classes are kinds.</summary>
    public IReadOnlyList<DrumClass> DrumClasses { get; init; } = [];

    /// <summary>Gets the characters that the network is told, with a prior for each class label; null for a network that is told none.</summary>
    public CharacterModel? Character { get; init; }

    /// <summary>Gets the licence of the weights; null where unknown.</summary>
    public string? Licence { get; init; }

    /// <summary>Gets where the weights came from; null where unknown.</summary>
    public ModelProvenance? Provenance { get; init; }

    /// <summary>Gets the recommended way of sampling; null for none.</summary>
    public SamplingSettings? Recipe { get; init; }
}
