namespace TinyAudioDiffusion.Engine.Tests.Conformance;

/// <summary>What tests do with any engine.</summary>
internal static class EngineExtensions
{
    /// <summary>Copies the values of a tensor to a new array.</summary>
    public static float[] Read(this TensorEngine engine, Tensor tensor)
    {
        var values = new float[tensor.Shape.ElementCount];
        engine.Read(tensor, values);
        return values;
    }

    /// <summary>Copies the values of a weight to a new array.</summary>
    public static float[] Read(this TensorEngine engine, Weight weight)
    {
        var values = new float[weight.Shape.ElementCount];
        engine.Read(weight, values);
        return values;
    }

    /// <summary>
    /// Fills the engine's pool with memory that holds NaN. The next tensors of these sizes lie in it, so that a kernel which reads behind
    /// the last sample gives NaN.
    /// </summary>
    public static void FillPoolWithNaN(this TensorEngine engine, int[] channels, int[] samples)
    {
        var tensors = new List<Tensor>();
        foreach (var shape in channels.SelectMany(c => samples.Select(s => new Shape(1, c, s))))
        {
            var nothing = Enumerable.Repeat(float.NaN, shape.ElementCount).ToArray();
            for (var i = 0; i < 8; i++)
                tensors.Add(engine.CreateTensor(nothing, shape));
        }

        foreach (var tensor in tensors)
            tensor.Dispose();
    }
}
