using System.Buffers;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Weights;
using TinyAudioDiffusion.Models.Parameters;

namespace TinyAudioDiffusion.Models.UNet;

/// <summary>A linear map of the SiLU of the features: the scales and shifts of an item, or the scales of a skip.</summary>
internal sealed class ModulationLayer(ParameterScope scope, int outputs, int features, int offset)
{
    private readonly LinearLayer _linear = new(scope, outputs, features);

    public int Outputs => outputs;

    /// <summary>Gets the place of the outputs in a row of <see cref="ModulationTable"/>.</summary>
    public int Offset => offset;

    /// <summary>Computes the outputs from features, [batch, outputs].</summary>
    public Tensor Compute(TensorEngine engine, Tensor features) => engine.Linear(features, _linear.Weights, before: Activation.Silu);

    /// <summary>Gives the outputs for a pass: from its rows where they were looked up, else from its features.</summary>
    public Tensor Get(TensorEngine engine, in UNetConditions conditions)
    {
        var rows = conditions.ModulationRows.Span;
        if (rows.IsEmpty)
            return Compute(engine, conditions.Features!);
        if (rows.Length == 1)
            return engine.CreateTensor(rows[0].AsSpan(offset, outputs), new Shape(1, outputs));

        var all = ArrayPool<float>.Shared.Rent(rows.Length * outputs);
        for (var item = 0; item < rows.Length; item++)
            rows[item].AsSpan(offset, outputs).CopyTo(all.AsSpan(item * outputs));
        var tensor = engine.CreateTensor(all.AsSpan(0, rows.Length * outputs), new Shape(rows.Length, outputs));
        ArrayPool<float>.Shared.Return(all);
        return tensor;
    }
}
