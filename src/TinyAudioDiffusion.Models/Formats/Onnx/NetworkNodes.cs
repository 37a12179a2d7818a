using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Networks;

namespace TinyAudioDiffusion.Models.Formats.Onnx;

/// <summary>
/// A model's network in a graph, for any number of passes at one shape. Weights are in the graph once, and so are its inputs for the class
/// and the character.
/// </summary>
internal sealed class NetworkNodes : IDisposable
{
    private readonly OnnxGraph _graph;
    private readonly DiffusionNetwork _network;
    private readonly OnnxEngine _engine;
    private readonly Shape _shape;
    private readonly float _dataScale;

    /// <summary>Declares the inputs, and reads the weights.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="network">The network; stays the caller's to dispose.</param>
    /// <param name="model">The model whose network it is.</param>
    /// <param name="shape">The shape of the waveforms, [batch, channels, samples].</param>
    /// <param name="cancellationToken">Stops the work between two parameters.</param>
    public NetworkNodes(OnnxGraph graph, DiffusionNetwork network, OpenedModel model, Shape shape, CancellationToken cancellationToken)
    {
        (_graph, _network, _shape, _dataScale) = (graph, network, shape, model.Description.DataScale);
        var rows = network.ClassCount == 0 ? null : Rows(graph.IntegerInput("class", shape[0]), network.ClassCount);
        var characters = model.Description.Character is { } character
            ? graph.FloatInput("character", shape[0], character.Space.Size + 1)
            : null;
        _engine = new OnnxEngine(graph, rows, characters);
        network.Load(_engine, model.Weights, cancellationToken);
    }

    /// <summary>Adds one pass.</summary>
    /// <param name="x">The graph's value that stands for the noisy waveforms.</param>
    /// <param name="time">The graph's value that stands for the noise levels, [batch].</param>
    /// <returns>The graph's value that stands for the velocities.</returns>
    public string Velocity(string x, string time)
    {
        var scaled = _dataScale == 1f ? null : new ScaledDataNodes(_graph, time, _dataScale);
        _engine.NoiseLevels = scaled?.NoiseLevel ?? time;
        using var input = new OnnxTensor(scaled?.Scale(x) ?? x, _shape);
        using var output = _network.Forward(_engine, new NetworkInputs { Waveforms = input, NoiseLevels = new float[_shape[0]] });
        var velocity = ((OnnxTensor)output).Name;
        return scaled?.Velocity(velocity, x) ?? velocity;
    }

    /// <inheritdoc/>
    public void Dispose() => _engine.Dispose();

    /// <summary>Gives each class its row of the table; the row behind the last class stands for none.</summary>
    private string Rows(string classes, int count)
        => _graph.Add("Where", [_graph.Add("Less", [classes, _graph.Integers(0)]), _graph.Integers(count), classes]);
}
