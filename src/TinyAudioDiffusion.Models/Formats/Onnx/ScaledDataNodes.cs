using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion.Models.Formats.Onnx;

/// <summary>The arithmetic around a network that was trained on scaled sounds, as <see cref="ScaledDataModel"/> computes it.</summary>
internal sealed class ScaledDataNodes
{
    private readonly OnnxGraph _graph;
    private readonly float _scale;
    private readonly string _length;
    private readonly string _share;

    public ScaledDataNodes(OnnxGraph graph, string time, float scale)
    {
        (_graph, _scale) = (graph, scale);
        var angle = graph.Add("Mul", [time, graph.Constant(MathF.PI / 2)]);
        var (cos, sin) = (graph.Add("Cos", [angle]), graph.Add("Sin", [angle]));
        var scaled = graph.Add("Mul", [sin, graph.Constant(scale)]);
        var square = graph.Add("Add", [graph.Add("Mul", [cos, cos]), graph.Add("Mul", [scaled, scaled])]);
        _length = graph.Add("Sqrt", [square]);

        // The angle from its half, whose tangent sin / (length + cos) exists where the cosine is zero.
        var half = graph.Add("Atan", [graph.Add("Div", [scaled, graph.Add("Add", [_length, cos])])]);
        NoiseLevel = graph.Add("Mul", [half, graph.Constant(4 / MathF.PI)]);
        var product = graph.Add("Mul", [graph.Add("Mul", [cos, sin]), graph.Constant((scale * scale) - 1)]);
        _share = graph.Add("Div", [product, square]);
    }

    /// <summary>Gets the noise level of the scaled waveform.</summary>
    public string NoiseLevel { get; }

    public string Scale(string x)
        => _graph.Add("Mul", [x, Items(_graph.Add("Div", [_graph.Constant(_scale), _length]))]);

    public string Velocity(string velocity, string x)
        => _graph.Add("Add", [_graph.Add("Div", [velocity, Items(_length)]), _graph.Add("Mul", [x, Items(_share)])]);

    private string Items(string values) => _graph.Add("Reshape", [values, _graph.Integers(-1, 1, 1)]);
}
