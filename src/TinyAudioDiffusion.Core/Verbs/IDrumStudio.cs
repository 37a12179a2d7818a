using TinyAudioDiffusion.Grooves;
using TinyAudioDiffusion.Kits;

namespace TinyAudioDiffusion;

/// <summary>Makes sounds out of sounds, and in other ways than one at a time.</summary>
/// <remarks>
/// A singleton, safe to use from several threads at once. Every verb takes the options, the progress and the cancellation of
/// <see cref="IDrumGenerator"/>: seed, sampler, schedule, steps, guidance, finishing and time limit have the same meaning. A source may
/// have any sample rate, length and number of channels. It is resampled, then cut or padded with silence to the model's native length or to
/// <see cref="GenerationOptions.Length"/>; mono becomes equal channels. Cancellation takes effect within one network call and leaves
/// nothing behind. Inpaint and extend keep a part of their source bit for bit, so they never finish: a recommendation of the model
/// does not count, and <see cref="GenerationOptions.Finishing"/> that asks for something is an <see cref="ArgumentException"/>. Nor does a
/// recommendation count for a variation of strength 0, which is the source itself. All verbs throw what
/// <see cref="IDrumGenerator.GenerateAsync(DrumKind, GenerationOptions?, IProgress{GenerationProgress}?, CancellationToken)"/> throws, and
/// <see cref="UnusableSoundException"/> for a source that is empty or has samples that are not finite numbers.
/// </remarks>
public interface IDrumStudio
{
    /// <summary>
    /// Makes variations of a sound (Meng et al., "SDEdit: Guided Image Synthesis and Editing with Stochastic Differential Equations",
    /// 2022).
    /// </summary>
    /// <param name="model">The kind of drum or the model.</param>
    /// <param name="source">The sound to start from.</param>
    /// <param name="variation">How far to go; null for the defaults.</param>
    /// <param name="options">How to sample; null for the defaults.</param>
    /// <param name="progress">Receives progress once a step.</param>
    /// <param name="cancellationToken">Stops the work within one network call.</param>
    /// <returns>The variations.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The strength is not from 0 to 1, or the count below 1.</exception>
    Task<IReadOnlyList<AudioClip>> VaryAsync(
        ModelChoice model, AudioClip source, VariationOptions? variation = null, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes parts of a sound anew and keeps the rest bit for bit; see <see cref="Sampling.InpaintingSampler"/>. The sampler is DDIM.
    /// </summary>
    /// <inheritdoc cref="VaryAsync"/>
    /// <param name="inpainting">What to make anew.</param>
    /// <returns>The results.</returns>
    /// <exception cref="ArgumentException">No region is given, or the options name another sampler than DDIM, or finishing.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A region is not inside the sound, or a number is out of range.</exception>
    Task<IReadOnlyList<AudioClip>> InpaintAsync(
        ModelChoice model, AudioClip source, InpaintingOptions inpainting, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Goes from the sound of the options' seed to that of another one, by spherical interpolation of their noise.</summary>
    /// <inheritdoc cref="VaryAsync"/>
    /// <param name="otherSeed">The seed at the other end.</param>
    /// <param name="interpolation">How many sounds; null for the defaults.</param>
    /// <returns>The sounds from one end to the other.</returns>
    Task<IReadOnlyList<AudioClip>> InterpolateAsync(
        ModelChoice model, ulong otherSeed, InterpolationOptions? interpolation = null, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Goes from one sound to another: inverts both to noise and interpolates the noise. The sampler is DDIM.</summary>
    /// <inheritdoc cref="VaryAsync"/>
    /// <param name="from">The sound at one end.</param>
    /// <param name="to">The sound at the other end.</param>
    /// <param name="interpolation">How many sounds; null for the defaults.</param>
    /// <returns>The sounds from one end to the other; the ends are what the model makes of both sounds.</returns>
    Task<IReadOnlyList<AudioClip>> InterpolateAsync(
        ModelChoice model, AudioClip from, AudioClip to, InterpolationOptions? interpolation = null, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Finds the noise from which DDIM makes a sound, by DDIM backwards with fixed-point refinements.</summary>
    /// <inheritdoc cref="VaryAsync"/>
    /// <param name="refinements">How often each step is refined, from 0 to 100.</param>
    /// <returns>
    /// The noise, at the network's length; save it as <see cref="SampleEncoding.Float32"/>, because it goes beyond full scale.
    /// </returns>
    Task<AudioClip> InvertAsync(
        ModelChoice model, AudioClip source, int refinements = 2, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes a sound from given noise, as <see cref="InvertAsync"/> finds it. The sampler is DDIM, unless the options name another.
    /// </summary>
    /// <inheritdoc cref="VaryAsync"/>
    /// <param name="noise">The noise, at the model's sample rate.</param>
    /// <returns>The sound.</returns>
    Task<AudioClip> GenerateFromNoiseAsync(
        ModelChoice model, AudioClip noise, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes a sound longer, up to the options' length: window after window of the model's native length, each inpainted after an overlap
    /// with what is there. An autoregressive model goes on by itself, see <see cref="Sampling.LadderSampler"/>. The sampler is DDIM.
    /// </summary>
    /// <inheritdoc cref="VaryAsync"/>
    /// <param name="extension">How to go on; null for the defaults.</param>
    /// <returns>The longer sound, which begins with the source, bit for bit.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The options name no length above that of the source, or a number is out of range.
    /// </exception>
    Task<AudioClip> ExtendAsync(
        ModelChoice model, AudioClip source, ExtensionOptions? extension = null, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes seamless loops: the network sees the sound as a circle, so the end leads into the start. Any length, exact to the sample.
    /// Finishing leaves out the onset and the tail gate, because they would make a seam.
    /// </summary>
    /// <inheritdoc cref="VaryAsync"/>
    /// <param name="count">The number of loops, at least 1.</param>
    /// <returns>The loops.</returns>
    Task<IReadOnlyList<AudioClip>> LoopAsync(
        ModelChoice model, int count = 1, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes the part of a sound above half its sample rate, with a model that was trained for it (an upsampler): old samples of 8 or 11
    /// kHz become whole again. A source of the model's rate or a higher one is first brought to the low rate that the model hears. The
    /// result is as long as the source; long sources are made in overlapping windows of the model's native length.
    /// </summary>
    /// <inheritdoc cref="VaryAsync"/>
    /// <param name="upsampling">How many results, and whether the source's own band stays; null for the defaults.</param>
    /// <returns>The sounds at the model's sample rate.</returns>
    /// <exception cref="ArgumentException">The model is no upsampler.</exception>
    Task<IReadOnlyList<AudioClip>> UpsampleAsync(
        ModelChoice model, AudioClip source, UpsamplingOptions? upsampling = null, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes a sound from the mel spectrogram of a source, with a model that was trained for it (a vocoder): its phases are new. Each
    /// channel is made by itself. Long sources are made in overlapping windows of the model's native length.
    /// </summary>
    /// <inheritdoc cref="VaryAsync"/>
    /// <returns>The sound, as long as the source, with its channels.</returns>
    /// <exception cref="ArgumentException">The model is no vocoder.</exception>
    Task<AudioClip> VocodeAsync(
        ModelChoice model, AudioClip source, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Goes from one sound to any other one. An autoencoder goes along a straight line between their latents, with the noise of one seed;
    /// every other model goes between their noises, as an interpolation does, and between their characters, where it takes characters. The
    /// sampler is DDIM.
    /// </summary>
    /// <inheritdoc cref="VaryAsync"/>
    /// <param name="from">The sound at one end.</param>
    /// <param name="to">The sound at the other end.</param>
    /// <param name="interpolation">How many sounds; null for the defaults.</param>
    /// <returns>The sounds from one end to the other; the ends are what the model makes of both sounds.</returns>
    /// <exception cref="ArgumentException">The model is an upsampler or a vocoder, or the options name a sound to be like.</exception>
    Task<IReadOnlyList<AudioClip>> MorphAsync(
        ModelChoice model, AudioClip from, AudioClip to, InterpolationOptions? interpolation = null, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Makes the latent of a sound with an autoencoder.</summary>
    /// <inheritdoc cref="VaryAsync"/>
    /// <returns>The latent.</returns>
    /// <exception cref="ArgumentException">The model is no autoencoder.</exception>
    Task<SoundLatent> EncodeAsync(
        ModelChoice model, AudioClip source, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Makes a sound from a latent, with the autoencoder that encoded it. The seed decides what the latent does not say.</summary>
    /// <inheritdoc cref="VaryAsync"/>
    /// <param name="latent">The latent.</param>
    /// <returns>The sound. Its recipe does not hold the latent, so it cannot make the sound again.</returns>
    /// <exception cref="ArgumentException">The model is no autoencoder, or not the one that encoded.</exception>
    Task<AudioClip> DecodeAsync(
        ModelChoice model, SoundLatent latent, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Makes several sounds and ranks them.</summary>
    /// <inheritdoc cref="VaryAsync"/>
    /// <param name="candidates">How many to make, at least 1.</param>
    /// <param name="score">The name of the score, see <see cref="ScoreNames"/>; null for the quietest end.</param>
    /// <returns>All of them, the best first; of equals the one of the lower seed.</returns>
    /// <exception cref="UnknownNameException">The score is not registered.</exception>
    Task<IReadOnlyList<ScoredClip>> BestOfAsync(
        ModelChoice model, int candidates, string? score = null, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes the sound of a recipe again, whatever verb made it: the same recipe, with the same sources, gives the same bits.
    /// </summary>
    /// <param name="recipe">
    /// The recipe of a clip, of a WAV file (<see cref="GenerationRecipe.FromFile"/>) or of an id (<see cref="SoundId.Parse"/>).
    /// </param>
    /// <param name="sources">
    /// The sound that the verb started from, or the two; a recipe holds their hash alone. Null for verbs that start from seeds.
    /// </param>
    /// <param name="changes">What shall be other than the recipe says; null for nothing.</param>
    /// <param name="progress">Receives progress once a step.</param>
    /// <param name="cancellationToken">Stops the work within one network call.</param>
    /// <returns>The sound.</returns>
    /// <exception cref="ArgumentException">The number of sources is not that of the verb, or the recipe is incomplete.</exception>
    /// <exception cref="UnusableSoundException">The source is not the one that the recipe was made from.</exception>
    Task<AudioClip> RemakeAsync(
        GenerationRecipe recipe, IReadOnlyList<AudioClip>? sources = null, GenerationOptions? changes = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes a kit of drums that belong together: with a model that takes characters, all are as bright, as long and as punchy as the kit's
    /// seed says, each within what is usual for it. The same options and seed make the same kit.
    /// </summary>
    /// <param name="kit">Which sounds the kit has; null for one of each drum.</param>
    /// <param name="options">
    /// How to make the sounds; null for the defaults. The seed is that of the whole kit: a part's sound has it plus
    /// <see cref="DrumPart.Variant"/>. Each part takes the model of its kind, or <see cref="GenerationOptions.Model"/>, and its own class
    /// where the model knows it. <see cref="GenerationOptions.Character"/> holds for all parts.
    /// </param>
    /// <param name="progress">Receives progress over all sounds of the kit.</param>
    /// <param name="cancellationToken">Stops the work within one network call.</param>
    /// <returns>The kit.</returns>
    /// <exception cref="ArgumentException">A drum is there twice, or the options name a class.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    Task<DrumKit> KitAsync(
        KitOptions? kit = null, GenerationOptions? options = null, IProgress<GenerationProgress>? progress = null,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Plays a groove with a generated kit into one clip: each hit begins at its exact frame. The same groove, options and seed give the
    /// same bits.
    /// </summary>
    /// <param name="groove">The groove: <see cref="GrooveGrid"/> reads text, <see cref="BuiltInGrooves"/> has a few.</param>
    /// <param name="rendering">How to play it; null for the defaults.</param>
    /// <param name="options">
    /// How to make the sounds; null for the defaults. The seed is that of the whole kit. Each part of the groove takes the model of its
    /// kind, or <see cref="GenerationOptions.Model"/>, and its own class where the model knows it.
    /// </param>
    /// <param name="progress">Receives progress over all sounds of the kit.</param>
    /// <param name="cancellationToken">Stops the work within one network call.</param>
    /// <returns>
    /// Two channels, [2, frames], at the rate of the first part's model: the groove, and what rings after it. A mix that exceeds full scale
    /// is turned down as a whole.
    /// </returns>
    /// <exception cref="ArgumentException">The groove cannot be played, or the options name a class.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    Task<AudioClip> RenderAsync(
        Groove groove, GrooveOptions? rendering = null, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes the kit of a groove and gives the groove as a stream of samples, to be heard while more is made: with
    /// <see cref="GrooveOptions.Fresh"/> every hit gets a new sound where the machine keeps up.
    /// </summary>
    /// <inheritdoc cref="RenderAsync"/>
    /// <returns>The stream; dispose it to stop the making of sounds. Its level stays, whatever the peak.</returns>
    Task<GroovePerformance> PerformAsync(
        Groove groove, GrooveOptions? rendering = null, GenerationOptions? options = null,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Makes one sound and gives the estimate after each step, so that it can be played while it takes shape.</summary>
    /// <param name="model">The kind of drum or the model.</param>
    /// <param name="options">How to sample; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work within one network call; leaving the loop does so as well.</param>
    /// <returns>A frame for each step, and a last one with the finished sound.</returns>
    IAsyncEnumerable<DenoisingFrame> StreamAsync(
        ModelChoice model, GenerationOptions? options = null, CancellationToken cancellationToken = default);
}
