using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Models.Autoencoder;
using TinyAudioDiffusion.Models.Autoregressive;
using TinyAudioDiffusion.Models.Conditions;
using TinyAudioDiffusion.Models.Refinement;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Models.UNet;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Networks;

/// <summary>The description of a model without its weights. model.json holds it; other formats are read into it.</summary>
public sealed record ModelDescription
{
    /// <summary>Gets the shape of the network.</summary>
    public required UNetConfiguration Network { get; init; }

    /// <summary>Gets the transform around the network.</summary>
    /// <value><see cref="TransformConfiguration.Raw"/>.</value>
    public TransformConfiguration Transform { get; init; } = TransformConfiguration.Raw;

    /// <summary>Gets the network behind the first that corrects its velocity in narrow bands; null for none, as the reference.</summary>
    public RefinerConfiguration? Refiner { get; init; }

    /// <summary>
    /// Gets what the network hears beside noise; null for nothing. The network's input channels are then the audio's with those that are
    /// heard behind them, and its output channels are the audio's.
    /// </summary>
    public ConditionConfiguration? Condition { get; init; }

    /// <summary>
    /// Gets the name of the text embedder whose tokens the network's cross-attention learnt to read; null for a network without
    /// cross-attention, and where the files do not tell.
    /// </summary>
    public string? TextEmbedder { get; init; }

    /// <summary>
    /// Gets how many equal parts of a sound have noise levels of their own, as an autoregressive model needs it: an even number. The
    /// network's input channels are then the audio's with one for the noise level behind them, its output channels the audio's, and it has
    /// no other way to know the noise level. Null where one noise level holds for a whole sound.
    /// </summary>
    public int? Splits { get; init; }

    /// <summary>
    /// Gets the encoder of an autoencoder, whose latent a level of the network takes as context channels; null for every other model.
    /// </summary>
    public EncoderConfiguration? Encoder { get; init; }

    /// <summary>Gets the audio that the model was trained on.</summary>
    public required AudioShape Audio { get; init; }

    /// <summary>Gets the quantity that the network predicts.</summary>
    /// <value>"v", the velocity; nothing else is known.</value>
    public string Objective { get; init; } = "v";

    /// <summary>
    /// Gets the factor by which sounds are multiplied before noise is added. Drums are quiet beside noise of variance 1, so the network
    /// learns
    /// nothing about them at most noise levels. Scaled towards the variance of the noise, they use the whole range. Waveforms outside the
    /// model stay within full scale; see <see cref="Diffusion.ScaledDataModel"/>.
    /// </summary>
    /// <value>1, as the reference.</value>
    public float DataScale { get; init; } = 1f;

    /// <summary>
    /// Gets whether the network's context channels hold the position in the sound, measured from its start. A one-shot begins at its first
    /// sample. Without the position, a network knows start and end only by the edges of the waveform, and makes echoes of one at the
    /// other.
    /// </summary>
    /// <value>False, as the reference; true needs context channels at a level at least.</value>
    public bool PositionContext { get; init; }

    /// <summary>Gets the names of the classes that the model can be asked for; empty for none.</summary>
    public IReadOnlyList<string> ClassLabels { get; init; } = [];

    /// <summary>Gets which kind each class belongs to, and how often it is drawn there; empty where the classes are kinds.</summary>
    public IReadOnlyList<DrumClass> DrumClasses { get; init; } = [];

    /// <summary>
    /// Gets the characters that the network takes, with a prior for each class label; null for a network that is told none.
    /// </summary>
    public CharacterModel? Character { get; init; }

    /// <summary>Gets how the model is sampled from where it is a student; null for a model that takes any noise level.</summary>
    public StudentSampling? Student { get; init; }

    /// <summary>Gets the licence of the weights; null where unknown.</summary>
    public string? Licence { get; init; }

    /// <summary>Gets the origin of the weights; null where unknown.</summary>
    public ModelProvenance? Provenance { get; init; }

    /// <summary>Gets the recommended sampling settings; null for none.</summary>
    public SamplingSettings? Settings { get; init; }

    /// <summary>Gets what is wrong with the encoder: the setting, or null for the name, and the rest of a sentence.</summary>
    internal (string? Setting, string Reason)? EncoderProblem => Encoder is null ? null
        : PositionContext || Condition is not null
            ? (null, "is given beside a condition or the position as context, which an autoencoder has no room for.")
            : EncoderRules.FindProblem(Encoder, Network, checked((int)Transform.LengthFactor()));

    /// <summary>Gets what is wrong with the refiner: the property and the rest of a sentence; null for nothing.</summary>
    internal (string Property, string Reason)? RefinerProblem => Refiner is null ? null
        : RefinerRules.FindProblem(Refiner, Network, Audio.Channels, Network.LengthMultiple * Transform.LengthFactor());

    /// <summary>Gets what is wrong with the number of splits, as the rest of a sentence; null for nothing.</summary>
    internal string? SplitProblem => SplitRules.FindProblem(
        Splits, Network, Audio.Channels, Audio.Length, hearsSomething: Condition is not null || Encoder is not null,
        hasClasses: ClassLabels.Count > 0 || Character is not null);
}
