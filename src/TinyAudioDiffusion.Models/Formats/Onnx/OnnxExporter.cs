using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Files;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Transforms;

namespace TinyAudioDiffusion.Models.Formats.Onnx;

/// <summary>
/// Writes a model as an ONNX file, so that other runtimes can run it: in a browser, on a phone, from C++.
/// <para><see cref="Export"/> writes one pass, with the transform inside, as samplers see it: noisy waveforms in, velocities out. Inputs:
/// <c>x</c>, float [batch, channels, samples]; <c>time</c>, float [batch], the noise levels from 0 to 1; if the model has classes,
/// <c>class</c>, int64 [batch], the index of each item's class among the labels, or -1 for none; if the model takes characters,
/// <c>character</c>, float [batch, coordinates + 1], the coordinates and a 1, or zeros for none. Output: <c>v</c>, float
/// [batch, channels, samples].</para>
/// <para><see cref="ExportSampler"/> writes all passes of a student with the sampler's arithmetic between them: noise in, sounds out.
/// Inputs: <c>noise</c>, float [batch, channels, samples], standard normal; <c>class</c> and <c>character</c> as above. Output:
/// <c>sound</c>, float [batch, channels, samples], before finishing.</para>
/// </summary>
/// <param name="transforms">The transforms by name.</param>
public sealed class OnnxExporter(Registry<ITransformFactory> transforms)
{
    /// <summary>Writes one pass of a model; the file appears whole or not at all.</summary>
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
        using var network = CreateNetwork(model, path, samples, batch, out var shape);
        var graph = new OnnxGraph();
        var x = graph.FloatInput("x", shape[0], shape[1], shape[2]);
        var time = graph.FloatInput("time", batch);
        using var nodes = new NetworkNodes(graph, network, model, shape, cancellationToken);
        graph.Output(nodes.Velocity(x, time), "v", shape[0], shape[1], shape[2]);
        AtomicFile.Write(path, graph.ToModel("network", Properties(model.Description)).Write);
    }

    /// <summary>
    /// Writes a student's way from noise to sound: all its passes, at its own noise levels, with the sampler's steps between them. The
    /// weights are in the file once. The file appears whole or not at all.
    /// </summary>
    /// <param name="model">The model, a student; stays the caller's to dispose.</param>
    /// <param name="path">The file to write.</param>
    /// <param name="samples">The length of the waveforms; null for the model's own.</param>
    /// <param name="batch">The number of sounds of a run; at least 1.</param>
    /// <param name="cancellationToken">Stops the work between two parameters.</param>
    /// <exception cref="ModelFormatException">
    /// The model is no student, weights and description do not fit, or the network needs an embedding or context.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The length or the batch does not fit.</exception>
    public void ExportSampler(
        OpenedModel model, string path, int? samples = null, int batch = 1, CancellationToken cancellationToken = default)
    {
        using var network = CreateNetwork(model, path, samples, batch, out var shape);
        var student = model.Description.Student
            ?? throw new ModelFormatException(path, "student", "is missing: only students have noise levels of their own.");
        var graph = new OnnxGraph();
        var noise = graph.FloatInput("noise", shape[0], shape[1], shape[2]);
        using var nodes = new NetworkNodes(graph, network, model, shape, cancellationToken);
        graph.Output(Sound(graph, nodes, student.NoiseLevels, noise, batch), "sound", shape[0], shape[1], shape[2]);
        var levels = string.Join(',', student.NoiseLevels.Select(level => FormattableString.Invariant($"{level}")));
        AtomicFile.Write(path, graph.ToModel("sampler", [.. Properties(model.Description), ("noise_levels", levels)]).Write);
    }

    private DiffusionNetwork CreateNetwork(OpenedModel model, string path, int? samples, int batch, out Shape shape)
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
        var network = new DiffusionNetwork(description, transforms);
        var length = samples ?? description.Audio.Length;
        if (length < 1 || length % network.LengthMultiple != 0)
        {
            network.Dispose();
            throw new ArgumentOutOfRangeException(
                nameof(samples), length, $"The network takes a multiple of {network.LengthMultiple} samples.");
        }

        shape = new Shape(batch, description.Audio.Channels, length);
        return network;
    }

    /// <summary>
    /// Adds DDIM: in the angle phi = pi t / 2 a step is a rotation, x' = cos(delta) x - sin(delta) v. Where the levels begin below 1, the
    /// sound there is silence.
    /// </summary>
    private static string Sound(OnnxGraph graph, NetworkNodes nodes, IReadOnlyList<float> levels, string noise, int batch)
    {
        var x = levels[0] == 1f ? noise : graph.Add("Mul", [noise, graph.Constant(VObjective.Sigma(levels[0]))]);
        for (var call = 0; call < levels.Count - 1; call++)
        {
            var time = graph.Constant(Enumerable.Repeat(levels[call], batch).ToArray(), batch);
            var velocity = nodes.Velocity(x, time);
            var delta = 0.5 * ((double)levels[call] - levels[call + 1]);
            var kept = graph.Add("Mul", [x, graph.Constant((float)double.CosPi(delta))]);
            x = graph.Add("Sub", [kept, graph.Add("Mul", [velocity, graph.Constant((float)double.SinPi(delta))])]);
        }

        return x;
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
}
