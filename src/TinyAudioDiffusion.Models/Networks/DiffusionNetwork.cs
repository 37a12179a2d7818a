using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Weights;
using TinyAudioDiffusion.Models.Autoencoder;
using TinyAudioDiffusion.Models.Autoregressive;
using TinyAudioDiffusion.Models.Conditions;
using TinyAudioDiffusion.Models.Parameters;
using TinyAudioDiffusion.Models.Refinement;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Models.UNet;
using TinyAudioDiffusion.Models.WeightFiles;

namespace TinyAudioDiffusion.Models.Networks;

/// <summary>
/// A whole network as a model's description says it: transform, U-Net, and the classes' features where there are classes.
/// </summary>
/// <remarks>Safe to use from several threads at once when all parameters are loaded.</remarks>
public sealed class DiffusionNetwork : IDisposable
{
    /// <summary>The number of tokens that the reference's text plug-in gives.</summary>
    private const int UsualTokens = 64;

    private readonly ParameterScope _root = new("net");
    private readonly UNetConfiguration _shape;
    private readonly ITransform _transform;
    private readonly ReferenceUNet _network;
    private readonly ClassFeatures? _classes;
    private readonly PositionContext? _position;
    private readonly CharacterConditioning? _character;
    private readonly HeardChannels? _heard;
    private readonly LevelChannel? _levels;
    private readonly HeardLatent? _latent;
    private readonly EmbeddedTexts? _texts;
    private readonly SpectralRefiner? _refiner;
    private readonly int _networkMultiple;

    /// <summary>Declares the network's parameters.</summary>
    /// <param name="description">What the model is.</param>
    /// <param name="transforms">The transforms by name.</param>
    /// <exception cref="UnknownNameException">No such transform is registered.</exception>
    /// <exception cref="ModelFormatException">The transform's settings do not fit.</exception>
    public DiffusionNetwork(ModelDescription description, Registry<ITransformFactory> transforms)
    {
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(transforms);
        var shape = description.Network;
        _shape = shape;
        var outChannels = shape.OutChannels ?? shape.InChannels;
        var root = _root;
        if (description.Condition is { } condition)
        {
            Condition = condition.Create(description.Audio.SampleRate);
            _heard = new HeardChannels(Condition, outChannels, _root.Beside("to_flat"));
            root = _root["blocks.0"];
            if (shape.InChannels != outChannels + _heard.Count)
                throw new ModelFormatException(
                    "network", "inChannels",
                    $"is {shape.InChannels}, but a {condition.Name} of {outChannels} channels takes {outChannels + _heard.Count}");
        }

        if (description.SplitProblem is { } problem)
            throw new ModelFormatException("network", "splits", problem);
        if (description.Splits is not null)
            _levels = new LevelChannel(outChannels);
        _transform = transforms.Get(description.Transform.Name)
            .Create(description.Transform, shape.InChannels, outChannels, root, out var scope);
        _network = new ReferenceUNet(shape, _transform.NetworkChannels(shape.InChannels), _transform.NetworkChannels(outChannels), scope);
        if (shape.CrossAttentions.Any(count => count > 0))
            _texts = new EmbeddedTexts(shape.EmbeddingMaxLength ?? UsualTokens, shape.EmbeddingFeatures!.Value, _network.NullEmbedding);
        _networkMultiple = shape.LengthMultiple;
        LengthMultiple = checked((int)description.Condition.LengthMultiple(_transform.LengthMultiple(_networkMultiple)));
        if (description.PositionContext)
            _position = new PositionContext(
                shape, _transform.LengthMultiple(_networkMultiple) / _networkMultiple, PositionContext.NearStart);
        ClassCount = description.ClassLabels.Count;
        if (ClassCount > 0)
            _classes = new ClassFeatures(_root["class_embedding"], ClassCount, shape.ModulationFeatures);
        if (description.Character is { } character)
            _character = new CharacterConditioning(_root["character"], character.Space.Size, shape.ModulationFeatures);
        if (description.Refiner is { } refiner)
        {
            if (description.RefinerProblem is var (property, reason))
                throw new ModelFormatException("refiner", property, reason);
            _refiner = new SpectralRefiner(refiner, outChannels, _root.Beside("refiner"));
        }

        if (description.Encoder is { } encoder)
        {
            if (description.EncoderProblem is var (setting, reason))
                throw new ModelFormatException("encoder", setting ?? "name", reason);
            var (channels, rate) = (description.Audio.Channels, description.Audio.SampleRate);
            var factor = _transform.LengthMultiple(_networkMultiple) / _networkMultiple;
            _latent = new HeardLatent(encoder, shape, channels, rate, factor, _root.Beside("encoder"));
            Condition = _latent.Input;
        }
    }

    /// <summary>Gets all parameters, under the names that they have in a state dict.</summary>
    public IReadOnlyList<Parameter> Parameters => _root.Parameters;

    /// <summary>Gets the number of classes; 0 for a network without. The row behind the last class is that of "no class".</summary>
    public int ClassCount { get; }

    /// <summary>
    /// Gets what the network hears beside noise; null for nothing. An autoencoder hears what its encoder takes, and makes a latent of it
    /// in each pass; a model that makes sounds hears the latent itself, see <see cref="ConditionOn"/>.
    /// </summary>
    public SoundCondition? Condition { get; }

    /// <summary>Gets what the length of a waveform must be a multiple of, in samples.</summary>
    public int LengthMultiple { get; }

    /// <summary>Holds a file's tensors against the parameters, by name and shape; reads no values.</summary>
    /// <param name="weights">The file.</param>
    /// <exception cref="ModelFormatException">A tensor is missing, has another shape, or is too many; the message names the
    /// first.</exception>
    public void RequireMatch(IWeightFile weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ParameterCheck.RequireMatch(Parameters, weights);
    }

    /// <summary>Tells how many numbers the largest activation of one item has.</summary>
    /// <param name="samples">The length of the waveform, a multiple of <see cref="LengthMultiple"/>.</param>
    /// <returns>The number of elements.</returns>
    public long LargestActivation(int samples)
    {
        var length = (long)samples * _networkMultiple / _transform.LengthMultiple(_networkMultiple);
        return Math.Max(_shape.LargestActivation(length), _refiner?.LargestActivation(samples) ?? 0);
    }

    /// <summary>Loads every parameter from a file, after checking that all are there and have the right shape.</summary>
    /// <param name="engine">The engine that will compute with them.</param>
    /// <param name="weights">The file.</param>
    /// <param name="cancellationToken">Stops the work between two parameters.</param>
    /// <exception cref="ModelFormatException">A tensor is missing, has another shape, or is too many; the message names the
    /// first.</exception>
    public void Load(TensorEngine engine, IWeightFile weights, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(weights);
        ParameterCheck.RequireMatch(Parameters, weights);
        var values = Array.Empty<float>();
        foreach (var parameter in Parameters)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = parameter.Shape.ElementCount;
            if (values.Length < count)
                values = new float[count];
            weights.Read(parameter.Name, values.AsSpan(0, count));
            parameter.Load(engine, values.AsSpan(0, count));
        }

        _heard?.Load(engine);
        _levels?.Load(engine);
        _refiner?.Load(engine);
    }

    /// <summary>Gives what a model hears that makes sounds with this network: for an autoencoder the latent.</summary>
    /// <param name="engine">The engine that the parameters are loaded into, at the latest when a sound is encoded.</param>
    /// <returns>What it hears; null for nothing.</returns>
    public SoundCondition? ConditionOn(TensorEngine engine)
    {
        ArgumentNullException.ThrowIfNull(engine);
        return _latent?.ConditionOn(engine) ?? Condition;
    }

    /// <summary>Creates the tensor of what the network hears of several sounds.</summary>
    /// <param name="engine">The engine that the parameters were loaded into.</param>
    /// <param name="values">What was measured, [batch, values of <see cref="Condition"/>]; empty for a network that hears nothing.</param>
    /// <param name="batch">The number of sounds.</param>
    /// <param name="samples">The length of the sounds.</param>
    /// <returns>The tensor, for <see cref="NetworkInputs.Heard"/> and the caller to dispose; null for a network that hears
    /// nothing.</returns>
    /// <exception cref="ArgumentException">The number of values does not fit.</exception>
    public Tensor? CreateHeard(TensorEngine engine, ReadOnlySpan<float> values, int batch, int samples)
    {
        ArgumentNullException.ThrowIfNull(engine);
        if (_heard is not null)
            return _heard.Create(engine, values, batch, samples);
        if (_latent is not null)
            return _latent.CreateInput(engine, values, batch, samples);
        return values.IsEmpty ? null : throw new ArgumentException("The network hears nothing beside noise, and something was given.");
    }

    /// <summary>Gets what the network is told in words, without an embedder; null for a network without cross-attention.</summary>
    public TextCondition? Text => _texts?.Condition;

    /// <summary>Creates the tensor of the embedded texts of several sounds.</summary>
    /// <param name="engine">The engine that the parameters were loaded into.</param>
    /// <param name="texts">
    /// The embeddings, [batch, tokens, features]; NaN in an item's first value for no text; empty for no text at all.
    /// </param>
    /// <param name="batch">The number of sounds.</param>
    /// <returns>The tensor, [batch, features, tokens], for <see cref="NetworkInputs.Embedding"/> and the caller to dispose; null for a
    /// network without cross-attention.</returns>
    /// <exception cref="ArgumentException">
    /// The number of values does not fit, or an item has no text and the network has not learnt what stands for none.
    /// </exception>
    public Tensor? CreateEmbedding(TensorEngine engine, ReadOnlySpan<float> texts, int batch)
    {
        ArgumentNullException.ThrowIfNull(engine);
        if (_texts is not null)
            return _texts.Create(engine, texts, batch);
        return texts.IsEmpty ? null : throw new ArgumentException("The network reads no text, and an embedding was given.");
    }

    /// <summary>Creates the tensor of the latents of several sounds, for <see cref="NetworkInputs.Latent"/>.</summary>
    internal Tensor CreateLatent(TensorEngine engine, ReadOnlySpan<float> values, int batch, int samples)
        => _latent!.CreateLatent(engine, values, batch, samples);

    /// <summary>Copies the values of a loaded parameter out.</summary>
    /// <param name="engine">The engine that the parameters were loaded into.</param>
    /// <param name="parameter">Its place among <see cref="Parameters"/>.</param>
    /// <param name="destination">Receives the values, row major; exactly as long as the parameter.</param>
    /// <exception cref="ArgumentException">The length is another.</exception>
    public void Read(TensorEngine engine, int parameter, Span<float> destination)
    {
        ArgumentNullException.ThrowIfNull(engine);
        engine.Read(Parameters[parameter].Weight, destination);
    }

    /// <summary>Gives a loaded parameter other values, as a training does after each step. No pass may be running.</summary>
    /// <param name="engine">The engine that the parameters were loaded into.</param>
    /// <param name="parameter">Its place among <see cref="Parameters"/>.</param>
    /// <param name="values">The values, row major.</param>
    /// <exception cref="ArgumentException">The number of values does not fit.</exception>
    public void Update(TensorEngine engine, int parameter, ReadOnlySpan<float> values)
    {
        ArgumentNullException.ThrowIfNull(engine);
        engine.Update(Parameters[parameter].Weight, values);
        _network.ForgetModulations();
        _refiner?.ForgetModulations();
    }

    /// <summary>Takes a step of the optimiser with loaded parameters, in the memory of the engine. No pass may be running.</summary>
    /// <param name="engine">The engine that the parameters were loaded into.</param>
    /// <param name="weights">The weights of <see cref="Parameters"/>, with their gradients and the optimiser's numbers.</param>
    /// <param name="step">The numbers of the step.</param>
    public void Optimize(TensorEngine engine, IReadOnlyList<LearningWeight> weights, OptimizerStep step)
    {
        ArgumentNullException.ThrowIfNull(engine);
        engine.Optimize(weights, step);
        _network.ForgetModulations();
        _refiner?.ForgetModulations();
    }

    /// <summary>Encodes waveforms with the network's transform.</summary>
    /// <param name="engine">The engine that the parameters were loaded into.</param>
    /// <param name="waveforms">The waveforms, [batch, audio channels, samples].</param>
    /// <returns>The U-Net's input, [batch, network channels, network samples]; <paramref name="waveforms"/> itself where there is no
    /// transform.</returns>
    public Tensor Encode(TensorEngine engine, Tensor waveforms) => _transform.Encode(engine, waveforms);

    /// <summary>Computes one pass on waveforms.</summary>
    /// <param name="engine">The engine that the parameters were loaded into.</param>
    /// <param name="inputs">The inputs; the length of the waveforms is a multiple of <see cref="LengthMultiple"/>.</param>
    /// <param name="classes">One class for each item, -1 for none; empty for no class at all.</param>
    /// <param name="characters">The character of each item, [batch, coordinates], NaN first for none; empty for none at all.</param>
    /// <param name="classShares">
    /// The share of each class in the items of <see cref="VelocityRequest.BlendedClass"/>; empty where no item is a blend. Not for a
    /// backward pass.
    /// </param>
    /// <returns>The output, [batch, audio channels, samples].</returns>
    /// <exception cref="ArgumentException">An input is missing or does not fit.</exception>
    public Tensor Forward(
        TensorEngine engine, in NetworkInputs inputs, ReadOnlySpan<int> classes = default, ReadOnlySpan<float> characters = default,
        ReadOnlySpan<float> classShares = default)
    {
        ArgumentNullException.ThrowIfNull(engine);
        using var appended = Appended(engine, inputs);
        var waveforms = appended ?? inputs.Waveforms;
        var encoded = _transform.Encode(engine, waveforms);
        using var ownedEncoded = encoded == waveforms ? null : encoded;
        Span<int> rows = stackalloc int[_classes is null ? 0 : inputs.Waveforms.Shape[0]];
        if (_classes is null && !classes.IsEmpty)
            throw new ArgumentException("The network has no classes, and classes were given.");
        _classes?.FillRows(rows, classes, classShares);
        var position = _position?.Create(engine, inputs.Waveforms.Shape[0], inputs.Waveforms.Shape[2]);
        using var latent = inputs.Latent is null ? _latent?.Encode(engine, inputs.Heard) : null;
        var heard = inputs.Latent ?? latent;
        var context = position ?? (heard is null ? inputs.Context : _latent!.Context(heard));
        using var features = Features(engine, inputs.Waveforms.Shape[0], rows, characters, classShares);
        var unetInputs = new UNetInputs
        {
            Encoded = encoded,
            NoiseLevels = inputs.NoiseLevels,
            Features = features ?? inputs.Features,
            FeatureTable = features is null ? _classes?.Table : null,
            FeatureRows = rows,
            Embedding = inputs.Embedding,
            EmbeddingScale = inputs.EmbeddingScale,
            Context = context,
        };
        var output = Compute(engine, unetInputs, position);
        var decoded = _transform.Decode(engine, output);
        if (decoded != output)
            output.Dispose();
        if (_refiner is null)
            return decoded;
        using (decoded)
            return _refiner.Forward(engine, inputs.Waveforms, decoded, unetInputs);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var parameter in Parameters)
            parameter.Release();
        _heard?.Dispose();
        _levels?.Dispose();
        _refiner?.Dispose();
    }

    private Tensor? Appended(TensorEngine engine, in NetworkInputs inputs)
    {
        if (_levels is not null)
            return _levels.Append(engine, inputs.Waveforms, inputs.SplitLevels.IsEmpty ? inputs.NoiseLevels : inputs.SplitLevels);
        if (!inputs.SplitLevels.IsEmpty)
            throw new ArgumentException("The network takes one noise level for a whole sound, and some were given for its splits.");
        if (_heard is null)
            return null;
        return inputs.Heard is { } heard
            ? _heard.Append(engine, inputs.Waveforms, heard)
            : throw new ArgumentException($"The network is a {Condition!.Model}, and nothing was given for it to hear.");
    }

    private Tensor Compute(TensorEngine engine, in UNetInputs inputs, Tensor?[]? position)
    {
        try
        {
            return _network.Forward(engine, inputs);
        }
        finally
        {
            foreach (var level in position ?? [])
                level?.Dispose();
        }
    }

    // Class and character as one; null where there is no character, and the table of classes is enough.
    private Tensor? Features(
        TensorEngine engine, int batch, ReadOnlySpan<int> rows, ReadOnlySpan<float> characters, ReadOnlySpan<float> classShares)
    {
        if (_character is null)
        {
            return !characters.IsEmpty ? throw new ArgumentException("The network takes no characters, and some were given.")
                : classShares.IsEmpty ? null : _classes?.Of(engine, rows, classShares);
        }

        var character = _character.Forward(engine, characters, batch);
        if (_classes is null)
            return character;
        using var owned = character;
        using var row = _classes.Of(engine, rows, classShares);
        return engine.Add(row, character);
    }
}
