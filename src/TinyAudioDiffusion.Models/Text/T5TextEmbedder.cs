using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Text.T5;
using TinyAudioDiffusion.Models.Text.Tokens;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Text;

/// <summary>
/// The encoder of a T5 model (Raffel et al., "Exploring the Limits of Transfer Learning with a Unified Text-to-Text Transformer", 2020) as
/// a text embedder. As in the reference, a text is cut or padded to the number of tokens, and padding is embedded as well.
/// </summary>
/// <remarks>Loaded on first use; the table of the vocabulary and the encoder's weights stay in memory until the disposal.</remarks>
public sealed class T5TextEmbedder : ITextEmbedder, IDisposable
{
    private readonly Lock _gate = new();
    private readonly TensorEngine _engine;
    private readonly Func<CancellationToken, ModelFiles> _fetch;
    private (UnigramTokenizer Tokenizer, T5Encoder Encoder)? _loaded;

    /// <summary>Initializes a new instance that gets its files on first use.</summary>
    /// <param name="engine">The engine that computes; stays its owner's.</param>
    /// <param name="finder">Gives what gets the files; asked on first use, because formats are made with the embedders.</param>
    /// <param name="location">A folder, or a name that a model source knows.</param>
    public T5TextEmbedder(TensorEngine engine, Func<ModelFinder> finder, string location)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(finder);
        ArgumentException.ThrowIfNullOrEmpty(location);
        (_engine, _fetch) = (engine, token => finder().FetchAsync(location, new(), cancellationToken: token).GetAwaiter().GetResult());
    }

    /// <summary>Initializes a new instance whose files are there.</summary>
    /// <param name="engine">The engine that computes; stays its owner's.</param>
    /// <param name="files">The files: config.json, safetensors, and spiece.model or tokenizer.json.</param>
    public T5TextEmbedder(TensorEngine engine, ModelFiles files)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(files);
        (_engine, _fetch) = (engine, _ => files);
    }

    /// <inheritdoc/>
    public string Name => TextEmbedderNames.T5;

    /// <inheritdoc/>
    public float[] Embed(string text, int tokens, int features, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(tokens, 1);
        var (tokenizer, encoder) = Load(cancellationToken);
        if (encoder.Configuration.ModelFeatures != features)
        {
            throw new ArgumentException(
                $"The T5 encoder gives {encoder.Configuration.ModelFeatures} features for each token, and {features} are wanted: it is not "
                + "the one that the network was trained with.", nameof(features));
        }

        var ids = tokenizer.Encode(text, tokens);
        return encoder.Encode(ids, tokens, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _loaded?.Encoder.Dispose();
            _loaded = null;
        }
    }

    private (UnigramTokenizer Tokenizer, T5Encoder Encoder) Load(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_loaded is { } loaded)
                return loaded;
            var files = _fetch(cancellationToken);
            var tokenizer = UnigramTokenizer.Open(files);
            var encoder = T5Encoder.Load(_engine, files, tokenizer.VocabularySize, cancellationToken);
            _loaded = (tokenizer, encoder);
            return _loaded.Value;
        }
    }
}
