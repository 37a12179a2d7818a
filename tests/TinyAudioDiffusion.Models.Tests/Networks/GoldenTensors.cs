using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.WeightFiles;

namespace TinyAudioDiffusion.Models.Tests.Networks;

/// <summary>Golden values as tensors of an engine.</summary>
internal sealed class GoldenTensors(TensorEngine engine, IWeightFile file)
{
    public Tensor Get(string name) => engine.CreateTensor(file.ReadSingles(name), ShapeOf(file.Get(name)));

    public Tensor? Find(string name) => file.Find(name) is null ? null : Get(name);

    /// <summary>The reference keeps tokens before features, [batch, tokens, features].</summary>
    public Tensor? FindTurned(string name)
    {
        if (file.Find(name) is not { } entry)
            return null;
        var (batch, tokens, features) = ((int)entry.Shape[0], (int)entry.Shape[1], (int)entry.Shape[2]);
        var values = file.ReadSingles(name);
        var turned = new float[values.Length];
        for (var i = 0; i < values.Length; i++)
            turned[(((i / (tokens * features) * features) + (i % features)) * tokens) + (i / features % tokens)] = values[i];
        return engine.CreateTensor(turned, new Shape(batch, features, tokens));
    }

    private static Shape ShapeOf(WeightEntry entry) => entry.Shape.Select(extent => (int)extent).ToArray() switch
    {
        [var a] => new Shape(a),
        [var a, var b] => new Shape(a, b),
        [var a, var b, var c] => new Shape(a, b, c),
        _ => throw new NotSupportedException(entry.ShapeText),
    };
}
