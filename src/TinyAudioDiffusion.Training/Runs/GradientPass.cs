using System.Numerics.Tensors;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Training.Objective;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>
/// Runs a forward and a backward pass: noisy sounds through the network, the loss, its gradients back to the weights. The squared error of
/// velocities is the engine's work, so that on a GPU no waveform comes back; other losses are computed on the host.
/// </summary>
/// <param name="engine">The engine that computes.</param>
/// <param name="network">The network.</param>
/// <param name="objective">The loss.</param>
/// <param name="gradientCheckpointing">Whether the backward pass recomputes activations.</param>
internal sealed class GradientPass(TensorEngine engine, DiffusionNetwork network, ObjectiveOptions objective, bool gradientCheckpointing)
{
    private readonly TransformLoss? _transformLoss = objective.TransformShare > 0 ? new TransformLoss(engine, network) : null;
    private readonly CleanSpectrumLoss? _spectra = objective.SpectralWeight > 0 ? new CleanSpectrumLoss(objective) : null;

    /// <summary>Adds the gradients of a batch.</summary>
    /// <param name="batch">The sounds.</param>
    /// <param name="share">The weight of each sound in the step: one over their number.</param>
    /// <param name="gradients">Receives the gradients.</param>
    /// <returns>The batch's share of the loss of the step.</returns>
    public double Run(TrainingBatch batch, double share, WeightGradients gradients)
    {
        var shape = new Shape(batch.Size, batch.Channels, batch.Samples);
        using var tape = engine.CreateTape(gradientCheckpointing);
        using var x = tape.Engine.CreateTensor(batch.Noisy, shape);
        using var heard = network.CreateHeard(tape.Engine, batch.Heard, batch.Size, batch.Samples);
        using var embedding = network.CreateEmbedding(tape.Engine, batch.Texts, batch.Size);
        var inputs = new NetworkInputs
        {
            Waveforms = x,
            NoiseLevels = batch.NoiseLevels,
            SplitLevels = batch.SplitLevels,
            Heard = heard,
            Embedding = embedding,
        };
        using var velocity = network.Forward(tape.Engine, inputs, batch.Classes, batch.Characters);
        if (_transformLoss is null && _spectra is null)
        {
            var weights = batch.NoiseLevels.Select(level => share * objective.Weight(level)).ToArray();
            return tape.BackwardSquaredError(velocity, batch.Target, weights, gradients);
        }

        tape.Engine.Read(velocity, batch.Predicted);
        var loss = Differentiate(batch, shape, share);

        // A loss that is not finite has no gradient. The caller stops the training then.
        if (double.IsFinite(loss))
            tape.Backward(velocity, batch.Predicted, gradients);
        return loss;
    }

    // The derivative of the loss takes the prediction's place.
    private double Differentiate(TrainingBatch batch, Shape shape, double share)
    {
        var ofTransform = 0.0;
        var derivative = Array.Empty<float>();
        if (_transformLoss is not null)
        {
            derivative = new float[batch.Predicted.Length];
            TensorPrimitives.Subtract(batch.Predicted, batch.Target, derivative);
            ofTransform = _transformLoss.Differentiate(
                derivative, shape, [.. batch.NoiseLevels.Select(level => share * objective.TransformShare * objective.Weight(level))],
                derivative);
        }

        // Before the prediction becomes a derivative.
        var ofSpectra = Array.Empty<float>();
        var loss = ofTransform;
        if (_spectra is not null)
        {
            ofSpectra = new float[batch.Predicted.Length];
            loss += _spectra.Differentiate(batch, share, ofSpectra);
        }

        for (var item = 0; item < batch.Size; item++)
        {
            var weight = share * (1 - objective.TransformShare) * objective.Weight(batch.NoiseLevels[item]);
            loss += weight * SquaredError.Differentiate(batch.PredictedOf(item), batch.TargetOf(item), weight);
        }

        if (_transformLoss is not null)
            TensorPrimitives.Add(batch.Predicted, derivative, batch.Predicted);
        if (_spectra is not null)
            TensorPrimitives.Add(batch.Predicted, ofSpectra, batch.Predicted);
        return loss;
    }
}
