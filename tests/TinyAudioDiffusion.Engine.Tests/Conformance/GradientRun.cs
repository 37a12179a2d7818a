using TinyAudioDiffusion.Engine.Differentiation;

namespace TinyAudioDiffusion.Engine.Tests.Conformance;

/// <summary>
/// The output of an operation, and its gradients for an output gradient drawn from a seed. Gradients are listed with the places of their
/// operands.
/// </summary>
internal sealed record GradientRun(
    float[] Output, float[] OutputGradient, IReadOnlyList<(int Operand, string Name, float[]? Values)> Gradients)
{
    private const int Seed = 7;

    public static GradientRun Of(TensorEngine engine, Func<Operands, Differentiable> operation, IGradientOperations? backward = null)
    {
        using var operands = new Operands(engine, Seed) { Backward = backward! };
        using var gradients = new WeightGradients(engine);
        var differentiable = operation(operands);
        var owned = operands.Owned.ToArray();

        // A backward adds gradients to the values that are there.
        foreach (var weight in owned.OfType<Weight>())
            engine.Update(gradients.Of(weight), Enumerable.Repeat(0.25f, weight.Shape.ElementCount).ToArray());
        var y = operands.Own(differentiable.Forward());
        var random = new Random(Seed + 1);
        var dy = operands.Tensor(y.Shape, _ => (float)random.NextDouble() - 0.5f);
        Tensor[] given = [dy, .. differentiable.Inputs];
        var before = given.Select(tensor => engine.Read(tensor)).ToArray();
        var byInput = differentiable.Backward(dy, gradients);

        Assert.Equal(before, given.Select(tensor => engine.Read(tensor)));
        Assert.Equal(differentiable.Inputs.Length, byInput.Length);
        var found = new List<(int Operand, string Name, float[]? Values)>();
        for (var i = 0; i < owned.Length; i++)
        {
            if (owned[i] is Weight weight)
                found.Add(
                    (i, $"operand {i}, a weight {weight.Shape}", [.. engine.Read(gradients.Of(weight)).Select(value => value - 0.25f)]));
            else if (Array.IndexOf(differentiable.Inputs, owned[i]) is >= 0 and var place)
                found.Add((i, $"operand {i}, a tensor {differentiable.Inputs[place].Shape}", Take(
                    engine, differentiable.Inputs[place], byInput[place])));
        }

        return new GradientRun(engine.Read(y), engine.Read(dy), found);
    }

    /// <summary>Computes the loss whose derivatives the gradients are: the sum of the output times the output's gradient.</summary>
    public double Loss(TensorEngine engine, Func<Operands, Differentiable> operation, Nudge nudge)
    {
        using var operands = new Operands(engine, Seed, nudge);
        using var y = operation(operands).Forward();
        return engine.Read(y).Zip(OutputGradient, (value, factor) => (double)value * factor).Sum();
    }

    private static float[]? Take(TensorEngine engine, Tensor input, Tensor? gradient)
    {
        using (gradient)
        {
            Assert.True(gradient is null || gradient.Shape == input.Shape, $"The gradient of {input.Shape} is {gradient?.Shape}.");
            return gradient is null ? null : engine.Read(gradient);
        }
    }
}
