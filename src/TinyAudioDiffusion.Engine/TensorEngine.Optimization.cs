using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine;

// What a step of a training does with weights and gradients, in the memory of the engine.
public abstract partial class TensorEngine
{
    /// <summary>Computes the Euclidean norm of all values together.</summary>
    /// <param name="values">Plain values (<see cref="WeightUse.Values"/>), for instance gradients.</param>
    /// <returns>The norm; not finite where a value is not.</returns>
    /// <exception cref="NotSupportedException">The engine trains no weights.</exception>
    public double Norm(IReadOnlyList<Weight> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        foreach (var value in values)
            Check.That(value.Use == WeightUse.Values, nameof(Norm), $"a weight {value.Shape} for {value.Use} is no plain values");
        return NormCore(values);
    }

    /// <summary>
    /// Takes a step of AdamW, updates the moving averages of the weights, and sets the gradients to zero: one pass over memory.
    /// </summary>
    /// <param name="weights">The weights. No pass may be using them.</param>
    /// <param name="step">The numbers of the step.</param>
    /// <exception cref="NotSupportedException">The engine trains no weights.</exception>
    public void Optimize(IReadOnlyList<LearningWeight> weights, OptimizerStep step)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(step);
        foreach (var (weight, gradient, average, mean, meanSquare) in weights)
        {
            CheckBeside(weight, gradient);
            CheckBeside(weight, average);
            CheckBeside(weight, mean);
            CheckBeside(weight, meanSquare);
        }

        OptimizeCore(weights, step);
    }

    /// <summary>Implements <see cref="Norm"/>; an engine without gradients does not override it.</summary>
    protected virtual double NormCore(IReadOnlyList<Weight> values) => throw TrainsNothing();

    /// <summary>Implements <see cref="Optimize"/>; an engine without gradients does not override it.</summary>
    protected virtual void OptimizeCore(IReadOnlyList<LearningWeight> weights, OptimizerStep step) => throw TrainsNothing();

    private static void CheckBeside(Weight weight, Weight values)
        => Check.That(
            values.Use == WeightUse.Values && values.Shape == weight.Shape,
            nameof(Optimize),
            $"values {values.Shape} for {values.Use} do not fit a weight {weight.Shape}");

    private NotSupportedException TrainsNothing() => new($"The engine \"{Description}\" trains no weights.");
}
