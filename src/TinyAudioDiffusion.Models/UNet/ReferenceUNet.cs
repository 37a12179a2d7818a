using System.Buffers;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Parameters;

namespace TinyAudioDiffusion.Models.UNet;

/// <summary>
/// The reference U-Net with its plug-ins: time conditioning around the embedding scale around the levels. The names of the parameters are
/// the reference's, so that published weights load by name.
/// </summary>
internal sealed class ReferenceUNet
{
    private readonly UNetConfiguration _shape;
    private readonly TimeConditioning? _time;
    private readonly Parameter? _nullEmbedding;
    private readonly UNetLevel _levels;
    private readonly ModulationTable _modulations;

    /// <summary>Declares the network's parameters; they have values once they are loaded.</summary>
    /// <param name="shape">The shape of the network.</param>
    /// <param name="inChannels">The number of channels of the input, behind the transform.</param>
    /// <param name="outChannels">The number of channels of the output, before the inverse transform.</param>
    /// <param name="scope">The place of the parameters in the state dict.</param>
    public ReferenceUNet(UNetConfiguration shape, int inChannels, int outChannels, ParameterScope scope)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(scope);
        _shape = shape;
        if (shape.UseTimeConditioning)
        {
            _time = new TimeConditioning(scope["blocks.0"], scope["blocks.1"], shape.ModulationFeatures);
            scope = scope["blocks.2"];
        }

        if (shape.UseNullEmbedding)
        {
            _nullEmbedding = scope["blocks.0.blocks.0"].Declare(
                "weight", new Shape(shape.EmbeddingMaxLength!.Value, shape.EmbeddingFeatures!.Value), WeightUse.Values);
            scope = scope["blocks.1"];
        }

        _modulations = new ModulationTable(shape.ModulationFeatures);
        _levels = new UNetLevel(shape, level: 0, inChannels, outChannels, scope["net"], _modulations);
    }

    /// <summary>Gets the learned tokens that stand for "no embedding", [tokens, features]; null for a network without.</summary>
    public Parameter? NullEmbedding => _nullEmbedding;

    /// <summary>Computes one pass.</summary>
    /// <param name="engine">The engine that the parameters were loaded into.</param>
    /// <param name="inputs">The inputs.</param>
    /// <returns>The output, [batch, out channels, samples].</returns>
    /// <exception cref="ArgumentException">An input is missing or does not fit.</exception>
    public Tensor Forward(TensorEngine engine, in UNetInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(engine);
        var batch = inputs.Encoded.Shape[0];
        if (_time is not null && inputs.NoiseLevels.Length != batch)
            throw new ArgumentException($"{inputs.NoiseLevels.Length} noise levels were given for {batch} items.");

        // Without features from outside, everything that modulates depends on the noise level and the row of the table alone; gradients do
        // not flow through what was computed before.
        if (_time is not null && _shape.UseModulation && inputs.Features is null && !engine.IsRecording)
        {
            var rows = ArrayPool<float[]>.Shared.Rent(batch);
            for (var item = 0; item < batch; item++)
                rows[item] = _modulations.Row(
                    engine, _time, inputs.NoiseLevels[item], inputs.FeatureTable, inputs.FeatureTable is null ? 0
                        : inputs.FeatureRows[item]);
            var output = Scaled(
                engine, inputs,
                new UNetConditions { ModulationRows = rows.AsMemory(0, batch), Embedding = inputs.Embedding, Context = inputs.Context });
            ArrayPool<float[]>.Shared.Return(rows, clearArray: true);
            return output;
        }

        using var time = _time?.Forward(engine, inputs.NoiseLevels);
        using var row = inputs.FeatureTable is { } table ? engine.LookUp(table, inputs.FeatureRows) : null;
        var given = row ?? inputs.Features;
        using var sum = time is not null && given is not null ? engine.Add(given, time) : null;
        var features = sum ?? time ?? given;
        if (_shape.UseModulation && features is null)
            throw new ArgumentException("The network is modulated, and neither noise levels nor features were given.");
        return Scaled(engine, inputs, new UNetConditions { Features = features, Embedding = inputs.Embedding, Context = inputs.Context });
    }

    /// <summary>Forgets what was computed from weights that have changed.</summary>
    public void ForgetModulations() => _modulations.Clear();

    private Tensor Scaled(TensorEngine engine, in UNetInputs inputs, in UNetConditions conditions)
    {
        if (_nullEmbedding is null || inputs.EmbeddingScale == 1f)
            return _levels.Forward(engine, inputs.Encoded, conditions);

        using var embedded = _levels.Forward(engine, inputs.Encoded, conditions);
        using var nothing = Nothing(engine, _nullEmbedding, inputs.Embedding);
        using var unconditional = _levels.Forward(engine, inputs.Encoded, conditions.With(nothing));
        return engine.Extrapolate(unconditional, embedded, inputs.EmbeddingScale);
    }

    /// <summary>The learned tokens that stand for "no condition", as many as the embedding has.</summary>
    private static Tensor Nothing(TensorEngine engine, Parameter learned, Tensor? embedding)
    {
        if (embedding is null)
            throw new ArgumentException("The embedding scale needs an embedding, and none was given.");
        var tokens = embedding.Shape[2];
        if (tokens > learned.Shape[0])
            throw new ArgumentException($"The embedding has {tokens} tokens; the network takes at most {learned.Shape[0]}.");
        return engine.RepeatEmbedding(learned.Weight, batch: embedding.Shape[0], tokens);
    }
}
