using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Files;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Transforms;

namespace TinyAudioDiffusion.Models.Formats.Onnx;

/// <summary>
/// Writes a model as an ONNX file, so that other runtimes can run it: in a browser, on a phone, from C++. The file holds one pass, with the
/// transform inside, as samplers see it: noisy waveforms in, velocities out.
/// <para>Inputs: <c>x</c>, float [batch, channels, samples]; <c>time</c>, float [batch], the noise levels from 0 to 1; if the model has
/// classes, <c>class</c>, int64 [batch], the index of each item's class among the labels, or -1 for none; if the model takes characters,
/// <c>character</c>, float [batch, coordinates + 1], the coordinates and a 1, or zeros for none. Output: <c>v</c>, float
/// [batch, channels, samples].</para>
/// </summary>
/// <param name="transforms">The transforms by name.</param>
public sealed class OnnxExporter(Registry<ITransformFactory> transforms)
{
    /// <summary>Writes a model; the file appears whole or not at all.</summary>
    /// <param name="model">The model; stays the caller's to dispose.</param>
    /// <param name="path">The file to write.</param>
    /// <param name="samples">The length of the waveforms; null for the model's own.</param>
    /// <param name="batch">The number of items of a pass; at least 1.</param>
    /// <param name="cancellationToken">Stops the work between two parameters.</param>
    /// <exception cref="ModelFormatException">Weights and description do not fit, or the network needs an embedding or context.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The length or the batch does not fit.</exception>
    public void Export(
        OpenedModel model, string path, int? samples = null, int batch = 1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        var description = model.Description;
        ModelLoader.RequireWaveforms(description, path);
        if (description.Condition is { } condition)
            throw new ModelFormatException(path, "condition", $"is \"{condition.Name}\": only models that hear nothing can be exported.");
        if (description.Network.CrossAttentions.Any(count => count > 0))
            throw new ModelFormatException(path, "network", "reads text: only models without cross-attention can be exported.");
        if (description.Encoder is not null)
            throw new ModelFormatException(path, "encoder", "is given: only models that hear nothing can be exported.");
        if (description.Splits is not null)
            throw new ModelFormatException(path, "splits", "is given: autoregressive models cannot be exported.");
        using var network = new DiffusionNetwork(description, transforms);
        var length = samples ?? description.Audio.Length;
        if (length < 1 || length % network.LengthMultiple != 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(samples), length, $"The network takes a multiple of {network.LengthMultiple} samples.");
        }

        var shape = new Shape(batch, description.Audio.Channels, length);
        var graph = new OnnxGraph();
        var x = graph.FloatInput("x", shape[0], shape[1], shape[2]);
        var time = graph.FloatInput("time", batch);
        var rows = network.ClassCount == 0 ? null : Rows(graph, graph.IntegerInput("class", batch), network.ClassCount);
        var scaled = description.DataScale == 1f ? null : new ScaledData(graph, time, description.DataScale);
        var characters = description.Character is { } character
            ? graph.FloatInput("character", batch, character.Space.Size + 1)
            : null;
        using var engine = new OnnxEngine(graph, scaled?.NoiseLevel ?? time, rows, characters);
        network.Load(engine, model.Weights, cancellationToken);

        using var input = new OnnxTensor(scaled?.Scale(x) ?? x, shape);
        using var output = network.Forward(engine, new NetworkInputs { Waveforms = input, NoiseLevels = new float[batch] });
        var velocity = ((OnnxTensor)output).Name;
        graph.Output(scaled?.Velocity(velocity, x) ?? velocity, "v", shape[0], shape[1], shape[2]);
        AtomicFile.Write(path, graph.ToModel("network", Properties(description)).Write);
    }

    private static IEnumerable<(string Name, string Value)> Properties(ModelDescription description)
    {
        yield return ("objective", description.Objective);
        yield return ("sample_rate", FormattableString.Invariant($"{description.Audio.SampleRate}"));
        if (description.ClassLabels.Count > 0)
            yield return ("classes", string.Join(',', description.ClassLabels));
        if (description.Licence is { } licence)
            yield return ("licence", licence);
    }

    /// <summary>Gives each class its row of the table; the row behind the last class stands for none.</summary>
    private static string Rows(OnnxGraph graph, string classes, int count)
        => graph.Add("Where", [graph.Add("Less", [classes, graph.Integers(0)]), graph.Integers(count), classes]);

    /// <summary>The arithmetic around a network that was trained on scaled sounds, as <see cref="ScaledDataModel"/> computes it.</summary>
    private sealed class ScaledData
    {
        private readonly OnnxGraph _graph;
        private readonly float _scale;
        private readonly string _length;
        private readonly string _share;

        public ScaledData(OnnxGraph graph, string time, float scale)
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
}
