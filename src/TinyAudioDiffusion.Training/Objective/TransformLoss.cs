using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Networks;

namespace TinyAudioDiffusion.Training.Objective;

/// <summary>
/// The error of predicted velocities as the network's transform sees it: the mean of (E d)^2, d being the difference of waveforms and E the
/// encoder, which is linear. The encoder learns nothing from it, so that it cannot make the error small by making itself small.
/// </summary>
/// <param name="engine">The engine that computes.</param>
/// <param name="network">The network.</param>
internal sealed class TransformLoss(TensorEngine engine, DiffusionNetwork network)
{
    /// <summary>Computes the losses of a batch and their derivatives.</summary>
    /// <param name="difference">Predicted minus wanted velocities, [batch, channels, samples].</param>
    /// <param name="shape">Their extents.</param>
    /// <param name="weights">The weight of the loss of each sound.</param>
    /// <param name="derivative">Receives the derivative of the weighted sum by the predicted velocities.</param>
    /// <returns>The weighted sum.</returns>
    public double Differentiate(ReadOnlySpan<float> difference, Shape shape, ReadOnlySpan<double> weights, Span<float> derivative)
    {
        using var tape = engine.CreateTape();
        using var watched = tape.Watch(difference, shape);
        using var encoded = network.Encode(tape.Engine, watched);
        var values = new float[encoded.Shape.ElementCount];
        tape.Engine.Read(encoded, values);
        var (size, loss) = (values.Length / shape[0], 0.0);
        for (var item = 0; item < shape[0]; item++)
        {
            var (sum, factor) = (0.0, (float)(2 * weights[item] / size));
            foreach (ref var value in values.AsSpan(item * size, size))
            {
                sum += (double)value * value;
                value *= factor;
            }

            loss += weights[item] * sum / size;
        }

        using var forgotten = new WeightGradients(engine);
        tape.Backward(encoded, values, forgotten);
        tape.ReadGradient(watched, derivative);
        return loss;
    }
}
